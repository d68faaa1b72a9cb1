package dev.ratewarden.inspection;

import org.jspecify.annotations.Nullable;

/**
 * The log of all checks, over all shards.
 *
 * @param oldestMs when the oldest check in it was made, epoch ms; null if it is empty
 * @param limitBytes how much it may take before the oldest go
 */
public record CheckLogFigures(
        long bytes, long entries, @Nullable Long oldestMs, long limitBytes) {

    /** What the log may take in all shards together, unless it is said otherwise. */
    public static final long DEFAULT_LIMIT_BYTES = 64L << 20;
}
