package dev.ratewarden.dashboard.shell;

import dev.ratewarden.moderation.Snapshot;
import java.lang.System.Logger.Level;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Notices that the store was emptied, and set up anew, while the window was open. For the FX thread. */
final class EmptiedViewModel {

    private static final System.Logger LOG = System.getLogger(EmptiedViewModel.class.getName());

    private final Runnable forget;
    private final ReadOnlyObjectWrapper<@Nullable Long> noticedAtMs = new ReadOnlyObjectWrapper<>();
    private @Nullable String known;

    /** @param forget drops what was read of what is gone */
    EmptiedViewModel(Runnable forget) {
        this.forget = forget;
    }

    /** The store's time, epoch ms; null if it was not emptied, or somebody has taken note. */
    ReadOnlyObjectProperty<@Nullable Long> noticedAtMsProperty() {
        return noticedAtMs.getReadOnlyProperty();
    }

    void accept(Snapshot snapshot) {
        if (known != null && !known.equals(snapshot.keyspace())) {
            LOG.log(Level.WARNING, "The store was emptied and set up anew: what it kept before is gone");
            forget.run();
            noticedAtMs.set(snapshot.nowMs());
        }
        known = snapshot.keyspace();
    }

    void takeNote() {
        noticedAtMs.set(null);
    }
}
