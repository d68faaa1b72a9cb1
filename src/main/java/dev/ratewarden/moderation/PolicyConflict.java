package dev.ratewarden.moderation;

import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Tells whoever changes the policies what another one changed meanwhile, in the same words over every store. */
public final class PolicyConflict {

    private PolicyConflict() {}

    /** @param latest the latest change of the policies; null if none is known */
    public static ActionConflictException after(@Nullable PolicyRevision latest) {
        String happened = latest == null
                ? "The policies were changed"
                : "%s changed %s at %s, to revision %d%s,"
                        .formatted(
                                Text.visible(latest.operator()),
                                latest.what(),
                                Instant.ofEpochMilli(latest.atMs()).truncatedTo(ChronoUnit.SECONDS),
                                latest.revision(),
                                latest.reason().isEmpty() ? "" : " (" + Text.visible(latest.reason()) + ")");
        return new ActionConflictException(
                happened + " after you had looked; nothing was changed. Look again, then decide.");
    }
}
