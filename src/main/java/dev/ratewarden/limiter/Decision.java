package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a check.
 *
 * @param allowed whether the user may do it
 * @param reason why or why not
 * @param action the action that was asked for
 * @param limit requests allowed at once; null if the action has no policy
 * @param remaining whole requests left after this check; null if the action has no policy
 * @param retryAfterMs ms until the same check could be allowed, rounded up; 0 if allowed, null if waiting never helps
 * @param resetAtMs when the limit is full again, epoch ms; null where {@code remaining} is
 * @param delayMs leaky bucket: how long to wait before going ahead, to go out at the steady pace; else 0
 * @param score the abuse score after this check
 * @param tier the tier after this check
 * @param violations the user's violations ever
 * @param degraded whether it was decided without the shared store
 * @param notifyUser true for the first denial of this user and action until its retry-after has passed, so that a spammer cannot
 *     make the bot spam
 * @param explanation one sentence with the figures, for moderators and logs
 * @param userMessage a short form that is safe to show to the user: no score, no figures of the policy
 */
public record Decision(
        boolean allowed,
        Reason reason,
        String action,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Long retryAfterMs,
        @Nullable Long resetAtMs,
        long delayMs,
        double score,
        Tier tier,
        long violations,
        boolean degraded,
        boolean notifyUser,
        String explanation,
        String userMessage) {}
