package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * What happened in one minute.
 *
 * @param startMs the minute's start, epoch ms, a multiple of 60,000
 * @param allowed checks allowed in it
 * @param denied checks denied in it
 * @param violations violations in it
 * @param gauges the community's state at the minute's first check; null if it was not taken
 */
public record MinuteCount(
        long startMs,
        long allowed,
        long denied,
        long violations,
        @Nullable Gauges gauges) {

    /** Users tracked, of high abuse, and blocked. */
    public record Gauges(long tracked, long highAbuse, long blocked) {}
}
