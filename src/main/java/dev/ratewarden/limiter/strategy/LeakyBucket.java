package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Strategy;
import org.jspecify.annotations.Nullable;

/** A queue that leaks at limit/window: what does not fit is denied, what fits is told how long the queue before it is. */
final class LeakyBucket implements Meter {

    private final Limit begun;
    private long level;
    private long atMs;

    LeakyBucket(Limit limit, long nowMs) {
        this.begun = limit;
        this.atMs = nowMs;
    }

    private LeakyBucket(LeakyBucket other) {
        this.begun = other.begun;
        this.level = other.level;
        this.atMs = other.atMs;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return cost <= limit.limit() && levelAt(limit, nowMs) <= (limit.limit() - cost) * limit.windowMs();
    }

    @Override
    public long consume(Limit limit, long revision, long cost, long nowMs) {
        long before = levelAt(limit, nowMs);
        level = before + cost * limit.windowMs();
        atMs = Math.max(nowMs, atMs);
        return Math.ceilDiv(before, limit.limit());
    }

    @Override
    public Quota left(Limit limit, long nowMs, long delayMs) {
        return figures(limit, levelAt(limit, nowMs), Math.max(nowMs, atMs), 0L, delayMs);
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        long now = levelAt(limit, nowMs);
        long effective = Math.max(nowMs, atMs);
        Long retryAfter = null;
        if (cost <= limit.limit()) {
            long over = now - (limit.limit() - cost) * limit.windowMs();
            retryAfter = over <= 0 ? 0 : Math.ceilDiv(over, limit.limit()) + (effective - nowMs);
        }
        return figures(limit, now, effective, retryAfter, 0);
    }

    private static Quota figures(Limit limit, long now, long effective, @Nullable Long retryAfter, long delayMs) {
        long remaining = Math.max(0, (limit.limit() * limit.windowMs() - now) / limit.windowMs());
        return new Quota(limit.limit(), remaining, retryAfter, effective + Math.ceilDiv(now, limit.limit()), delayMs);
    }

    @Override
    public Meter copy() {
        return new LeakyBucket(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == Strategy.LEAKY_BUCKET && limit.windowMs() == begun.windowMs();
    }

    private long levelAt(Limit limit, long nowMs) {
        long elapsed = Math.max(0, nowMs - atMs);
        // The product may pass 2^63, but then it is more than enough as a double too; below 2^53 it is exact.
        return (double) elapsed * limit.limit() >= level ? 0 : level - elapsed * limit.limit();
    }
}
