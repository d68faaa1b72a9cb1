package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import java.util.Arrays;

/**
 * When a user violated a limit lately and since the latest reset, in the order in which it happened: what makes the next violation
 * dearer. Kept apart from the history, which a reset leaves alone. Guarded by the user's monitor.
 */
final class RecentTimes {

    /** A clock that is set back by less than an hour still finds the violations of the hour before. */
    private static final long KEPT_MS = 2 * AbuseScore.REPEAT_WINDOW_MS;

    private static final long[] NONE = {};

    private long[] times = NONE;
    private int size;

    /** Violations within the last hour, at most {@link AbuseScore#MAX_REPEATS}. */
    int repeats(long nowMs) {
        int repeats = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] > nowMs - AbuseScore.REPEAT_WINDOW_MS) {
                repeats++;
            }
        }
        return Math.min(repeats, AbuseScore.MAX_REPEATS);
    }

    void add(long nowMs) {
        int kept = 0;
        for (int i = Math.max(0, size - AbuseScore.MAX_REPEATS + 1); i < size; i++) {
            if (times[i] > nowMs - KEPT_MS) {
                times[kept++] = times[i];
            }
        }
        if (kept == times.length) {
            times = Arrays.copyOf(times, Math.max(1, Math.min(kept * 2, AbuseScore.MAX_REPEATS)));
        }
        times[kept] = nowMs;
        size = kept + 1;
    }

    /** Oldest first. */
    long[] all() {
        return size == 0 ? NONE : Arrays.copyOf(times, size);
    }

    void clear() {
        times = NONE;
        size = 0;
    }

    /** Puts times before those that are there. */
    void precede(long[] earlier) {
        long[] joined = Arrays.copyOf(earlier, earlier.length + size);
        System.arraycopy(times, 0, joined, earlier.length, size);
        times = joined;
        size = joined.length;
    }
}
