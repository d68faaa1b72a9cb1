package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;

/**
 * Tokens up to the burst, refilled at limit/window. See the token bucket of ITU-T I.371 and RFC 2697.
 *
 * <p>A raised burst frees its user at once: the difference comes as tokens. So that nobody gets them again and again by naming a role
 * now and then, a bucket remembers the largest burst that it has had under one revision of the policies.
 */
final class TokenBucket implements Meter {

    private final long windowMs;
    private long level;
    private long atMs;
    private long revision;

    /** The largest burst under {@code revision}; a burst is at most 1,000,000,000. */
    private int kept;

    TokenBucket(Limit limit, long nowMs) {
        this.windowMs = limit.windowMs();
        this.level = limit.burst() * limit.windowMs();
        this.atMs = nowMs;
        this.revision = -1;
        this.kept = Math.toIntExact(limit.burst());
    }

    private TokenBucket(TokenBucket other) {
        this.windowMs = other.windowMs;
        this.level = other.level;
        this.atMs = other.atMs;
        this.revision = other.revision;
        this.kept = other.kept;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return cost <= limit.burst() && levelAt(limit, nowMs) >= cost * windowMs;
    }

    @Override
    public long consume(Limit limit, long bookRevision, long cost, long nowMs) {
        level = levelAt(limit, nowMs) - cost * windowMs;
        atMs = Math.max(nowMs, atMs);
        int burst = Math.toIntExact(limit.burst());
        kept = revision == bookRevision ? Math.max(kept, burst) : burst;
        revision = bookRevision;
        return 0;
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        long now = levelAt(limit, nowMs);
        long effective = Math.max(nowMs, atMs);
        Long retryAfter = null;
        if (cost <= limit.burst()) {
            long missing = cost * windowMs - now;
            retryAfter = missing <= 0 ? 0 : Math.ceilDiv(missing, limit.limit()) + (effective - nowMs);
        }
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
        long held = Math.min(full, level + Math.max(0, limit.burst() - kept) * windowMs);
        long elapsed = Math.max(0, nowMs - atMs);
        return elapsed >= Math.ceilDiv(full - held, limit.limit()) ? full : held + elapsed * limit.limit();
    }
}
