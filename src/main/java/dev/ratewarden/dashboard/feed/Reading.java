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
 * @param request what was asked for
 * @param snapshot the community
 * @param detail the open user; null if none is open, or the user is not tracked
 * @param enforcement the switch over all policies
 * @param extras what is to be done on the FX thread with what else was read
 * @param askedMs since when the store was asked in vain, epoch ms on the window's own clock: when this read began, or the first of those
 *     that failed right before it
 * @param startedMs when the read began
 * @param answeredMs when the community was answered
 * @param takenMs when all else was
 * @param tookNanos how long it took
 */
public record Reading(
        long sequence,
        Request request,
        Snapshot snapshot,
        @Nullable UserDetail detail,
        Enforcement enforcement,
        List<Runnable> extras,
        long askedMs,
        long startedMs,
        long answeredMs,
        long takenMs,
        long tookNanos) {

    Reading numbered(long number) {
        return new Reading(
                number,
                request,
                snapshot,
                detail,
                enforcement,
                extras,
                askedMs,
                startedMs,
                answeredMs,
                takenMs,
                tookNanos);
    }

    /** For how long the store let the window wait for it, ms. */
    public long silentMs() {
        return answeredMs - askedMs;
    }
}
