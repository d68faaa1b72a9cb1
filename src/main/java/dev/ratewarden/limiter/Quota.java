package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * Where a user stands against one limit.
 *
 * @param limit requests that the limit allows at once (a token bucket's burst), in force for this user now
 * @param remaining whole requests that are left
 * @param retryAfterMs until the asked cost is there, rounded up; 0 if it is; null if waiting never helps
 * @param resetAtMs when it is full again, epoch ms
 * @param delayMs how long the caller should wait to go out at the steady pace; 0 except for a leaky bucket
 */
public record Quota(long limit, long remaining, @Nullable Long retryAfterMs, long resetAtMs, long delayMs) {}
