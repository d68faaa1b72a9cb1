package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.inspection.Rights;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Asks what the login may do until it is told, and again after each loss: the login may have been given others by then. While nobody
 * knows, everything is allowed, and the store refuses by itself. For the FX thread.
 */
final class RightsFeed {

    private final Office office;
    private final Background background;
    private final Permissions permissions;
    private final ObservableBooleanValue connected;
    private boolean wanted = true;
    private boolean asking;

    /** @param connected whether the store answers */
    RightsFeed(Office office, Background background, Permissions permissions, ObservableBooleanValue connected) {
        this.office = office;
        this.background = background;
        this.permissions = permissions;
        this.connected = connected;
        connected.addListener((o, before, now) -> wanted = true);
    }

    /** To be called at the start, and with each reading. */
    void ask() {
        if (wanted && !asking) {
            asking = true;
            background.run(office::rights, this::told, e -> asking = false);
        }
    }

    private void told(Rights now) {
        asking = false;
        // Before the store was read, what it said may be from before a loss.
        wanted = !connected.get();
        permissions.accept(now);
    }
}
