package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;

/** A queue that leaks at limit/window: what does not fit is denied, what fits is told how long the queue before it is. */
final class LeakyBucket implements Meter {

    private final long windowMs;
    private long level;
    private long atMs;

    LeakyBucket(Limit limit, long nowMs) {
        this.windowMs = limit.windowMs();
        this.atMs = nowMs;
    }

    private LeakyBucket(LeakyBucket other) {
        this.windowMs = other.windowMs;
        this.level = other.level;
        this.atMs = other.atMs;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return cost <= limit.limit() && levelAt(limit, nowMs) <= (limit.limit() - cost) * windowMs;
    }

    @Override
    public long consume(Limit limit, long revision, long cost, long nowMs) {
        long before = levelAt(limit, nowMs);
        level = before + cost * windowMs;
        atMs = Math.max(nowMs, atMs);
        return Math.ceilDiv(before, limit.limit());
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        long now = levelAt(limit, nowMs);
        long capacity = limit.limit() * windowMs;
        long effective = Math.max(nowMs, atMs);
        Long retryAfter = null;
        if (cost <= limit.limit()) {
            long over = now + cost * windowMs - capacity;
            retryAfter = over <= 0 ? 0 : Math.ceilDiv(over, limit.limit()) + (effective - nowMs);
        }
        long remaining = Math.max(0, (capacity - now) / windowMs);
        return new Quota(limit.limit(), remaining, retryAfter, effective + Math.ceilDiv(now, limit.limit()), 0);
    }

    @Override
    public Meter copy() {
        return new LeakyBucket(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == strategy() && limit.windowMs() == windowMs;
    }

    private long levelAt(Limit limit, long nowMs) {
        long elapsed = Math.max(0, nowMs - atMs);
        return elapsed >= Math.ceilDiv(level, limit.limit()) ? 0 : level - elapsed * limit.limit();
    }
}
