package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;

/** Tokens up to the burst, refilled at limit/window. See the token bucket of ITU-T I.371 and RFC 2697. */
final class TokenBucket implements Meter {

    private final long windowMs;
    private long burst;
    private long level;
    private long atMs;

    TokenBucket(Limit limit, long nowMs) {
        this.windowMs = limit.windowMs();
        this.burst = limit.burst();
        this.level = limit.burst() * limit.windowMs();
        this.atMs = nowMs;
    }

    private TokenBucket(TokenBucket other) {
        this.windowMs = other.windowMs;
        this.burst = other.burst;
        this.level = other.level;
        this.atMs = other.atMs;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return levelAt(limit, nowMs) >= cost * windowMs;
    }

    @Override
    public long consume(Limit limit, long cost, long nowMs) {
        level = levelAt(limit, nowMs) - cost * windowMs;
        atMs = Math.max(nowMs, atMs);
        burst = limit.burst();
        return 0;
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        long now = levelAt(limit, nowMs);
        long effective = Math.max(nowMs, atMs);
        long missing = cost * windowMs - now;
        long retryAfter = missing <= 0 ? 0 : Math.ceilDiv(missing, limit.limit()) + (effective - nowMs);
        long resetAt = effective + Math.ceilDiv(limit.burst() * windowMs - now, limit.limit());
        return new Quota(limit.burst(), now / windowMs, retryAfter, resetAt, 0);
    }

    @Override
    public Meter copy() {
        return new TokenBucket(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == strategy() && limit.windowMs() == windowMs;
    }

    private long levelAt(Limit limit, long nowMs) {
        long full = limit.burst() * windowMs;
        // A raised burst frees its user at once; a lowered one clamps.
        long held = Math.min(full, level + Math.max(0, limit.burst() - burst) * windowMs);
        long elapsed = Math.max(0, nowMs - atMs);
        return elapsed >= Math.ceilDiv(full - held, limit.limit()) ? full : held + elapsed * limit.limit();
    }
}
