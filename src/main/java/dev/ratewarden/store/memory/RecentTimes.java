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

    private static final int MOST = AbuseScore.MAX_REPEATS;

    /** Moved to the front now and then rather than at each violation. */
    private static final int LONGEST = 128;

    private static final long[] NONE = {};

    private long[] times = NONE;
    private int from;
    private int to;

    /** Whether the times never fall, which they do only where the clock was set back. */
    private boolean rising = true;

    /** Violations within the last hour, at most {@link AbuseScore#MAX_REPEATS}. */
    int repeats(long nowMs) {
        return Math.min(MOST, countAfter(nowMs - AbuseScore.REPEAT_WINDOW_MS));
    }

    private int countAfter(long ms) {
        if (rising) {
            return to - firstAfter(ms);
        }
        int count = 0;
        for (int i = from; i < to; i++) {
            count += times[i] > ms ? 1 : 0;
        }
        return count;
    }

    private int firstAfter(long ms) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] > ms) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    void add(long nowMs) {
        from = Math.max(from, to - MOST + 1);
        if (rising) {
            from = firstAfter(nowMs - KEPT_MS);
        } else {
            dropUntil(nowMs - KEPT_MS);
        }
        if (to == times.length) {
            makeRoom();
        }
        rising = from == to || (rising && nowMs >= times[to - 1]);
        times[to++] = nowMs;
    }

    private void dropUntil(long ms) {
        int kept = from;
        for (int i = from; i < to; i++) {
            if (times[i] > ms) {
                times[kept++] = times[i];
            }
        }
        to = kept;
    }

    private void makeRoom() {
        int size = to - from;
        int length = size < times.length / 2 ? times.length : Math.clamp(size * 2L, 1, Math.max(LONGEST, size + 1));
        long[] moved = length == times.length ? times : new long[length];
        System.arraycopy(times, from, moved, 0, size);
        times = moved;
        from = 0;
        to = size;
    }

    /** Oldest first. */
    long[] all() {
        return from == to ? NONE : Arrays.copyOfRange(times, from, to);
    }

    void clear() {
        times = NONE;
        from = 0;
        to = 0;
        rising = true;
    }

    /** Puts times before those that are there. */
    void precede(long[] earlier) {
        long[] since = all();
        long[] joined = Arrays.copyOf(earlier, earlier.length + since.length);
        System.arraycopy(since, 0, joined, earlier.length, since.length);
        times = joined;
        from = 0;
        to = joined.length;
        rising = rises(joined);
    }

    private static boolean rises(long[] times) {
        for (int i = 1; i < times.length; i++) {
            if (times[i] < times[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
