package dev.ratewarden.dashboard.feed;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One successful read.
 *
 * @param sequence counts reads, from 1
 * @param failedBefore how many reads failed since the one before it
 * @param request what was asked for
 * @param snapshot the community
 * @param detail the open user; null if none is open, or the user is not tracked
 * @param enforcement the switch over all policies
 * @param extras what is to be done on the FX thread with what else was read
 * @param startedMs when the read began, epoch ms on the window's own clock
 * @param takenMs when it ended
 * @param tookNanos how long it took
 */
public record Reading(
        long sequence,
        int failedBefore,
        Request request,
        Snapshot snapshot,
        @Nullable UserDetail detail,
        Enforcement enforcement,
        List<Runnable> extras,
        long startedMs,
        long takenMs,
        long tookNanos) {

    private static final long SLOW_MS = 2_000;

    Reading numbered(long number, int failed) {
        return new Reading(
                number, failed, request, snapshot, detail, enforcement, extras, startedMs, takenMs, tookNanos);
    }

    /** Whether the store let the window wait for it. */
    public boolean isLate() {
        return failedBefore > 0 || takenMs - startedMs >= SLOW_MS;
    }
}
