package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what another moderator did to a user before this one could act. */
public final class Overtaken {

    private Overtaken() {}

    /**
     * Such as {@code mod_lee banned mira_42 12 s ago; look again.}
     *
     * @param now the user as it is by now; null if it is not tracked any more
     */
    public static String words(Target target, @Nullable UserDetail now) {
        if (now == null) {
            return text("overtaken.gone", target.name());
        }
        if (now.audit().isEmpty()) {
            return text("overtaken.unknown", target.name());
        }
        AuditEntry latest = now.audit().getFirst();
        String did = text(
                "overtaken." + latest.type().name().toLowerCase(Locale.ROOT),
                Text.visible(latest.operator()),
                target.name(),
                Figures.agoToTheSecond(now.nowMs() - latest.atMs()));
        long missed = now.moderationRevision() - target.revision();
        return did + (missed > 1 ? text("overtaken.more", Figures.count(missed)) : "") + text("overtaken.look");
    }
}
