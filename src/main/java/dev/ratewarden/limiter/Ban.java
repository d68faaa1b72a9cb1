package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * A moderator's ban.
 *
 * @param sinceMs when it was set, epoch ms
 * @param untilMs when it ends, epoch ms, exclusive; null for good
 * @param reason the moderator's words, may be empty
 * @param operator who set it
 */
public record Ban(long sinceMs, @Nullable Long untilMs, String reason, String operator) {

    public boolean activeAt(long nowMs) {
        return untilMs == null || nowMs < untilMs;
    }
}
