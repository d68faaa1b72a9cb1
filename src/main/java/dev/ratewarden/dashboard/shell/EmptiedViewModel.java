package dev.ratewarden.dashboard.shell;

import dev.ratewarden.moderation.Snapshot;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the store was emptied, and set up anew, while the window was open, and that a copy of what was there was put back. For the FX
 * thread.
 */
final class EmptiedViewModel {

    private static final System.Logger LOG = System.getLogger(EmptiedViewModel.class.getName());

    private final List<Runnable> forgets = new ArrayList<>();
    private final ReadOnlyObjectWrapper<@Nullable Long> noticedAtMs = new ReadOnlyObjectWrapper<>();
    private final Set<String> seen = new HashSet<>();
    private @Nullable String known;

    /** @param forget drops what was read of what is gone */
    void onEmptied(Runnable forget) {
        forgets.add(forget);
    }

    /** The store's time, epoch ms; null if it was not emptied, or somebody has taken note. */
    ReadOnlyObjectProperty<@Nullable Long> noticedAtMsProperty() {
        return noticedAtMs.getReadOnlyProperty();
    }

    void accept(Snapshot snapshot) {
        String now = snapshot.keyspace();
        if (known != null && !known.equals(now)) {
            forgets.forEach(Runnable::run);
            boolean before = seen.contains(now);
            LOG.log(
                    Level.WARNING,
                    before
                            ? "What the store kept before was put back"
                            : "The store was emptied and set up anew: what it kept before is gone");
            noticedAtMs.set(before ? null : (Long) snapshot.nowMs());
        }
        known = now;
        seen.add(now);
    }

    void takeNote() {
        noticedAtMs.set(null);
    }
}
