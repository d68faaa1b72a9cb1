package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Strategy;
import org.jspecify.annotations.Nullable;

/** Counts from zero at every multiple of the window since the UTC epoch, so that all instances agree where it starts. */
final class FixedWindow implements Meter {

    private final Limit begun;
    private long startMs = Long.MIN_VALUE;
    private long count;

    FixedWindow(Limit limit) {
        this.begun = limit;
    }

    private FixedWindow(FixedWindow other) {
        this.begun = other.begun;
        this.startMs = other.startMs;
        this.count = other.count;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return countAt(nowMs) + cost <= limit.limit();
    }

    @Override
    public long consume(Limit limit, long revision, long cost, long nowMs) {
        count = countAt(nowMs) + cost;
        startMs = startAt(nowMs);
        return 0;
    }

    @Override
    public Quota left(Limit limit, long nowMs, long delayMs) {
        return figures(limit, countAt(nowMs), nowMs, 0L, delayMs);
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        long used = countAt(nowMs);
        Long retryAfter = null;
        if (cost <= limit.limit()) {
            retryAfter = used + cost <= limit.limit() ? 0 : startAt(nowMs) + begun.windowMs() - nowMs;
        }
        return figures(limit, used, nowMs, retryAfter, 0);
    }

    private Quota figures(Limit limit, long used, long nowMs, @Nullable Long retryAfter, long delayMs) {
        long resetAt = used == 0 ? nowMs : startAt(nowMs) + begun.windowMs();
        return new Quota(limit.limit(), Math.max(0, limit.limit() - used), retryAfter, resetAt, delayMs);
    }

    @Override
    public Meter copy() {
        return new FixedWindow(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == Strategy.FIXED_WINDOW && limit.windowMs() == begun.windowMs();
    }

    private long startAt(long nowMs) {
        return Math.max(startMs, Math.floorDiv(nowMs, begun.windowMs()) * begun.windowMs());
    }

    private long countAt(long nowMs) {
        return startAt(nowMs) == startMs ? count : 0;
    }
}
