package dev.ratewarden.store.memory;

import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest violations of one user: a chain from the oldest on, because most users have one or two. Guarded by the user's monitor. */
final class History {

    static final int MAX = 100;

    private @Nullable PastViolation oldest;
    private @Nullable PastViolation newest;
    private int size;

    /** The one that had to give way; null if there was room. */
    @Nullable
    PastViolation add(PastViolation added) {
        if (newest == null || oldest == null) {
            oldest = added;
        } else {
            newest.next = added;
        }
        newest = added;
        if (size < MAX) {
            size++;
            return null;
        }
        PastViolation gone = oldest;
        oldest = gone.next;
        return gone;
    }

    void clear() {
        oldest = null;
        newest = null;
        size = 0;
    }

    @Nullable
    PastViolation newest() {
        return newest;
    }

    /** Newest first. */
    List<Violation> all() {
        List<Violation> all = new ArrayList<>(size);
        for (PastViolation one = oldest; one != null; one = one.next) {
            all.add(one.shown());
        }
        Collections.reverse(all);
        return all;
    }
}
