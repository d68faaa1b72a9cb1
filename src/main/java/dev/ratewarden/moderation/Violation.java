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
 * @param level the action whose limit it was: the one asked for, or one to which it cascades
 * @param limit the limit in force then, for this user
 * @param retryAfterMs how long the user would have had to wait; null if waiting would not have helped
 * @param penalty what it added to the score
 * @param where the guild or channel; null if the bot named none
 * @param degraded whether it was decided without the shared store
 */
public record Violation(
        long atMs,
        String action,
        long cost,
        String level,
        Limit limit,
        @Nullable Long retryAfterMs,
        Penalty penalty,
        @Nullable String where,
        boolean degraded) {}
