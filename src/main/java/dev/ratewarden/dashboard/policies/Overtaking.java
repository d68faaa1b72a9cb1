package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.PolicyRevision;

/** Who changed a policy while somebody else edited it. */
final class Overtaking {

    private Overtaking() {}

    /**
     * Such as {@code mod_lee changed this 12 s ago}.
     *
     * @param nowMs the store's time, epoch ms
     */
    static String words(PolicyReading now, String action, long nowMs) {
        PolicyRevision latest = now.latestOf(action);
        if (latest == null) {
            return text("policies.overtaken.unknown");
        }
        return text(
                latest.after() == null ? "policies.overtaken.removed" : "policies.overtaken",
                Text.visible(latest.operator()),
                Figures.agoToTheSecond(Math.max(0, nowMs - latest.atMs())));
    }
}
