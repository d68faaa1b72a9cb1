package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * Tokens up to the burst, refilled at limit/window. See the token bucket of ITU-T I.371 and RFC 2697.
 *
 * <p>A raised burst frees its user at once: the difference comes as tokens. So that nobody gets them again and again by naming a role
 * now and then, a bucket remembers the largest burst that it has had under one revision of the policies.
 */
final class TokenBucket implements Meter {

    private final Limit begun;
    private long level;
    private long atMs;

    /** Of the policies at the latest request; the last bits are enough to tell it from another. */
    private int revision;

    /** The largest burst under {@code revision}; a burst is at most 1,000,000,000. */
    private int kept;

    TokenBucket(Limit limit, long nowMs) {
        this.begun = limit;
        this.level = limit.burst() * limit.windowMs();
        this.atMs = nowMs;
        this.revision = -1;
        this.kept = Math.toIntExact(limit.burst());
    }

    private TokenBucket(TokenBucket other) {
        this.begun = other.begun;
        this.level = other.level;
        this.atMs = other.atMs;
        this.revision = other.revision;
        this.kept = other.kept;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return cost <= limit.burst() && levelAt(limit, nowMs) >= cost * limit.windowMs();
    }

    @Override
    public long consume(Limit limit, long bookRevision, long cost, long nowMs) {
        level = levelAt(limit, nowMs) - cost * limit.windowMs();
        atMs = Math.max(nowMs, atMs);
        int burst = Math.toIntExact(limit.burst());
        kept = revision == (int) bookRevision ? Math.max(kept, burst) : burst;
        revision = (int) bookRevision;
        return 0;
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
        if (cost <= limit.burst()) {
            long missing = cost * limit.windowMs() - now;
            retryAfter = missing <= 0 ? 0 : Math.ceilDiv(missing, limit.limit()) + (effective - nowMs);
        }
        return figures(limit, now, effective, retryAfter, 0);
    }

    private static Quota figures(Limit limit, long now, long effective, @Nullable Long retryAfter, long delayMs) {
        long resetAt = effective + Math.ceilDiv(limit.burst() * limit.windowMs() - now, limit.limit());
        return new Quota(limit.burst(), now / limit.windowMs(), retryAfter, resetAt, delayMs);
    }

    @Override
    public Meter copy() {
        return new TokenBucket(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == Strategy.TOKEN_BUCKET && limit.windowMs() == begun.windowMs();
    }

    private long levelAt(Limit limit, long nowMs) {
        long full = limit.burst() * limit.windowMs();
        // A raised burst frees its user at once; a lowered one clamps.
        long held = Math.min(full, level + Math.max(0, limit.burst() - kept) * limit.windowMs());
        long elapsed = Math.max(0, nowMs - atMs);
        // The product may pass 2^63, but then it is more than enough as a double too; below 2^53 it is exact.
        return (double) elapsed * limit.limit() >= full - held ? full : held + elapsed * limit.limit();
    }
}
