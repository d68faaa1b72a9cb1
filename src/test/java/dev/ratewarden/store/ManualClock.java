package dev.ratewarden.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when a test says so, forwards or backwards. Thread-safe. */
public final class ManualClock implements InstantSource {

    private final AtomicLong nowMs;

    public ManualClock(long startMs) {
        nowMs = new AtomicLong(startMs);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs.get());
    }

    @Override
    public long millis() {
        return nowMs.get();
    }

    /** Moves to this time, epoch ms, which may lie before the present one. */
    public void set(long epochMs) {
        nowMs.set(epochMs);
    }

    public void advance(long ms) {
        nowMs.addAndGet(ms);
    }

    public void advance(Duration duration) {
        advance(duration.toMillis());
    }
}
