package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;

/**
 * What one user has used of one limit, whose figures may differ from one request to the next: with the policy, the caller's role and the
 * user's score. A meter computes; its owner provides time and exclusion, so a meter is confined to whoever
 * holds the owner's lock. A clock that steps back never gives or takes anything: a meter's own time stands still meanwhile.
 */
public sealed interface Meter permits TokenBucket, SlidingWindow, FixedWindow, LeakyBucket {

    /** Whether {@code cost} can be consumed at {@code nowMs}. */
    boolean hasRoom(Limit limit, long cost, long nowMs);

    /**
     * Consumes {@code cost}; to be called only where {@link #hasRoom} says so.
     *
     * @param revision of the policies from which {@code limit} comes
     * @return the ms to wait for the steady pace
     */
    long consume(Limit limit, long revision, long cost, long nowMs);

    /**
     * The figures right after a request was allowed at {@code nowMs}.
     *
     * @param delayMs what {@link #consume} said
     */
    Quota left(Limit limit, long nowMs, long delayMs);

    /**
     * The figures at {@code nowMs}, with the wait until {@code cost} would have room: null if it never will, because it is more than the
     * limit holds. Changes nothing that can be observed.
     */
    Quota quota(Limit limit, long cost, long nowMs);

    /** A copy to try things on. */
    Meter copy();

    /** Whether what was counted so far still counts under {@code limit}: strategy and window are the same. Else the limit starts fresh. */
    boolean continues(Limit limit);

    /** A meter on which nothing was used yet. */
    static Meter fresh(Limit limit, long nowMs) {
        return switch (limit.strategy()) {
            case TOKEN_BUCKET -> new TokenBucket(limit, nowMs);
            case SLIDING_WINDOW -> new SlidingWindow(limit);
            case FIXED_WINDOW -> new FixedWindow(limit);
            case LEAKY_BUCKET -> new LeakyBucket(limit, nowMs);
        };
    }
}
