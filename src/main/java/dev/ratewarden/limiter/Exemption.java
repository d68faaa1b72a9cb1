package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * A place on the allow-list: whoever has it is never limited, blocked or scored.
 *
 * @param sinceMs when it was given, epoch ms
 * @param untilMs when it ends, epoch ms, exclusive; null for good
 * @param reason the moderator's words, may be empty
 * @param operator who gave it
 */
public record Exemption(long sinceMs, @Nullable Long untilMs, String reason, String operator) {

    public boolean activeAt(long nowMs) {
        return untilMs == null || nowMs < untilMs;
    }
}
