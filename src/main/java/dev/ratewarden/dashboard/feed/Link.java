package dev.ratewarden.dashboard.feed;

import org.jspecify.annotations.Nullable;

/** How the window stands with its store. Times are epoch ms on the window's own clock. */
public sealed interface Link {

    /** Nothing was read yet, and nothing failed. */
    record Connecting(long sinceMs) implements Link {}

    /** The latest read succeeded. */
    record Live() implements Link {}

    /**
     * The latest read failed.
     *
     * @param cause one line for people
     * @param loss its kind
     * @param sinceMs the first failure in a row
     * @param retryAtMs when the next try is due; null while one is running, or while paused
     */
    record Lost(
            String cause, Loss loss, long sinceMs, @Nullable Long retryAtMs) implements Link {}
}
