package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;

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
    public Quota quota(Limit limit, long cost, long nowMs) {
        long used = countAt(nowMs);
        long end = startAt(nowMs) + begun.windowMs();
        Long retryAfter = cost > limit.limit() ? null : used + cost <= limit.limit() ? 0L : (Long) (end - nowMs);
        return new Quota(limit.limit(), Math.max(0, limit.limit() - used), retryAfter, used == 0 ? nowMs : end, 0);
    }

    @Override
    public Meter copy() {
        return new FixedWindow(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == strategy() && limit.windowMs() == begun.windowMs();
    }

    private long startAt(long nowMs) {
        return Math.max(startMs, Math.floorDiv(nowMs, begun.windowMs()) * begun.windowMs());
    }

    private long countAt(long nowMs) {
        return startAt(nowMs) == startMs ? count : 0;
    }
}
