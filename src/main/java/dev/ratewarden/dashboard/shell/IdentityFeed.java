package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import javafx.beans.value.ObservableBooleanValue;

/** Reads who a community is with the first reading, and again with the first one after each loss: another one may stand there by then. */
final class IdentityFeed {

    private final Extra<CommunityProfile> extra;

    /** @param connected whether the store answers */
    IdentityFeed(Poller poller, CommunityIdentity identity, ObservableBooleanValue connected) {
        extra = new Extra<>(Moderation::profile, profile -> taken(identity, profile), e -> settled());
        extra.want(true);
        poller.add(extra);
        connected.addListener((o, before, now) -> {
            if (!now) {
                extra.want(true);
            }
        });
    }

    private void taken(CommunityIdentity identity, CommunityProfile profile) {
        identity.accept(profile);
        settled();
    }

    /** What a login may not read it need not be asked again each second. */
    private void settled() {
        extra.want(false);
    }
}
