package dev.ratewarden.dashboard.feed;

import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubling from 1 s to 30 s, with jitter so that windows do not return in step. Thread-safe. */
public final class Backoff {

    static final long MIN_MS = 1_000;
    static final long MAX_MS = 30_000;

    private final RandomGenerator random;

    public Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param failures in a row, at least 1
     * @return ms, {@value #MIN_MS} to {@value #MAX_MS}
     */
    public long afterMs(int failures) {
        long ceiling = Math.min(MAX_MS, MIN_MS << Math.min(failures, 10));
        return Math.max(MIN_MS, ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
