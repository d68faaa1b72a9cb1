package dev.ratewarden.moderation;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Tells a moderator what another one did meanwhile, in the same words over every store. */
public final class ActionConflict {

    private ActionConflict() {}

    /** @param latest the latest action on the user; null if it is not known any more */
    public static ActionConflictException on(String userId, @Nullable AuditEntry latest) {
        String user = "user " + Inputs.quote(userId);
        String happened = latest == null
                ? user + " was changed"
                : "%s %s %s at %s%s"
                        .formatted(
                                Text.visible(latest.operator()),
                                verb(latest.type()),
                                user,
                                Instant.ofEpochMilli(latest.atMs()).truncatedTo(ChronoUnit.SECONDS),
                                latest.reason().isEmpty() ? "" : " (" + Text.visible(latest.reason()) + ")");
        return new ActionConflictException(
                happened + " after you had looked; nothing was changed. Look again, then decide.");
    }

    private static String verb(AuditEntry.Type type) {
        return switch (type) {
            case RESET -> "reset";
            case BAN -> "banned";
            case UNBAN -> "unbanned";
            case EXEMPT -> "exempted";
            case UNEXEMPT -> "ended the exemption of";
            case NOTE -> "changed the note on";
            case OVERRIDE -> "changed a limit of";
            case FORGET -> "forgot";
            case UNDO -> "undid an action on";
            case POLICY, RULES, ENFORCEMENT -> "changed the policies for";
        };
    }
}
