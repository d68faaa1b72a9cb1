package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * A block set by the abuse score.
 *
 * @param sinceMs when the score reached the threshold, epoch ms
 * @param untilMs the first ms at which decay ends it; null if only a moderator can
 */
public record Block(long sinceMs, @Nullable Long untilMs) {

    public boolean activeAt(long nowMs) {
        return untilMs == null || nowMs < untilMs;
    }
}
