package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Reads who a community is with each reading until it has been told, and again after each loss: another one may stand there by then. For
 * the FX thread.
 */
final class IdentityFeed {

    private final Extra<CommunityProfile> extra;

    /** @param connected whether the store answers */
    IdentityFeed(Poller poller, CommunityIdentity identity, ObservableBooleanValue connected) {
        // What could not be read once is asked for with the next reading: until then nobody knows where they act.
        extra = new Extra<>(Moderation::profile, profile -> taken(identity, profile, connected.get()), e -> {});
        extra.want(true);
        poller.add(extra);
        connected.addListener((o, before, now) -> {
            if (!now) {
                extra.want(true);
            }
        });
    }

    /** Asks once more. */
    void askAgain() {
        extra.want(true);
    }

    /** What is told after the store was lost again was told by the one that was there before. */
    private void taken(CommunityIdentity identity, CommunityProfile profile, boolean stillThere) {
        identity.accept(profile);
        extra.want(!stillThere);
    }
}
