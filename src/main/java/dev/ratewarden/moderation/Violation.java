package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import org.jspecify.annotations.Nullable;

/**
 * One enforced denial by a limit, with the figures that explain it.
 *
 * @param atMs when, epoch ms
 * @param action what was asked for
 * @param cost how much of the limit it would have taken
 * @param limit the limit in force then
 * @param retryAfterMs how long the user would have had to wait; null if waiting would not have helped
 * @param penalty what it added to the score
 * @param where the guild or channel; null if the bot named none
 */
public record Violation(
        long atMs,
        String action,
        long cost,
        Limit limit,
        @Nullable Long retryAfterMs,
        Penalty penalty,
        @Nullable String where) {}
