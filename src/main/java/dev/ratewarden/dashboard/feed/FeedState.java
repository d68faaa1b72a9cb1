package dev.ratewarden.dashboard.feed;

import org.jspecify.annotations.Nullable;

/**
 * What the window knows, in one piece.
 *
 * @param link how it stands with its store
 * @param paused whether the moderator holds the picture still
 * @param intervalMs how often it reads
 * @param reading the latest successful read, kept when the link is lost; null before the first
 */
public record FeedState(
        Link link,
        boolean paused,
        long intervalMs,
        @Nullable Reading reading) {

    private static final long STALE_AFTER_MS = 10_000;

    /** Whether the figures are older than they should be although nothing failed: the store hangs. */
    public boolean staleAt(long nowMs) {
        return link instanceof Link.Live
                && !paused
                && reading != null
                && nowMs - reading.takenMs() > Math.max(STALE_AFTER_MS, 3 * intervalMs);
    }
}
