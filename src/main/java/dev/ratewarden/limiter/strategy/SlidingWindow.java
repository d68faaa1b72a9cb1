package dev.ratewarden.limiter.strategy;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Strategy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Remembers the time of every request: at most the limit in any span of one window. A request at t leaves at exactly t + window. */
final class SlidingWindow implements Meter {

    private static final int FIRST_CAPACITY = 4;

    private final Limit begun;

    /** A ring: {@code size} times from {@code head} on, oldest first, never falling. */
    private long[] times;

    private int head;
    private int size;

    SlidingWindow(Limit limit) {
        this.begun = limit;
        this.times = new long[FIRST_CAPACITY];
    }

    private SlidingWindow(SlidingWindow other) {
        this.begun = other.begun;
        this.times = other.times.clone();
        this.head = other.head;
        this.size = other.size;
    }

    @Override
    public boolean hasRoom(Limit limit, long cost, long nowMs) {
        return cost <= limit.limit() && size - expired(nowMs) + cost <= limit.limit();
    }

    @Override
    public long consume(Limit limit, long revision, long cost, long nowMs) {
        int gone = expired(nowMs);
        long time = size == 0 ? nowMs : Math.max(nowMs, time(size - 1));
        head = (head + gone) % times.length;
        size -= gone;
        grow(size + Math.toIntExact(cost));
        for (long i = 0; i < cost; i++) {
            times[(head + size++) % times.length] = time;
        }
        return 0;
    }

    @Override
    public Quota left(Limit limit, long nowMs, long delayMs) {
        return figures(limit, size - expired(nowMs), nowMs, 0L, delayMs);
    }

    @Override
    public Quota quota(Limit limit, long cost, long nowMs) {
        int gone = expired(nowMs);
        int count = size - gone;
        Long retryAfter = null;
        if (cost <= limit.limit()) {
            long toLeave = count + cost - limit.limit();
            retryAfter = toLeave <= 0 ? 0 : time(gone + Math.toIntExact(toLeave) - 1) + begun.windowMs() - nowMs;
        }
        return figures(limit, count, nowMs, retryAfter, 0);
    }

    private Quota figures(Limit limit, int count, long nowMs, @Nullable Long retryAfter, long delayMs) {
        long resetAt = count == 0 ? nowMs : time(size - 1) + begun.windowMs();
        return new Quota(limit.limit(), Math.max(0, limit.limit() - count), retryAfter, resetAt, delayMs);
    }

    @Override
    public Meter copy() {
        return new SlidingWindow(this);
    }

    @Override
    public boolean continues(Limit limit) {
        return limit.strategy() == Strategy.SLIDING_WINDOW && limit.windowMs() == begun.windowMs();
    }

    private long time(int index) {
        return times[(head + index) % times.length];
    }

    /** How many of the oldest have left; the times never fall, so a binary search finds it. */
    private int expired(long nowMs) {
        long gone = nowMs - begun.windowMs();
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) <= gone) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void grow(int needed) {
        if (needed <= times.length) {
            return;
        }
        long[] unrolled = new long[size];
        for (int i = 0; i < size; i++) {
            unrolled[i] = time(i);
        }
        times = Arrays.copyOf(unrolled, Math.max(needed, times.length * 2));
        head = 0;
    }
}
