package dev.ratewarden.store.outage;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What the shared store's clock shows, also while it is away: goes on from what it last told, by a clock that nobody sets. So a wall
 * clock that jumps here decides nothing. Never goes back. Thread-safe.
 */
final class StoreClock {

    private static final long NANOS_PER_MS = 1_000_000;

    private final LongSupplier nanos;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private volatile Reading reading;

    private record Reading(long ms, long nanos) {}

    StoreClock(InstantSource wall, LongSupplier nanos) {
        this.nanos = nanos;
        this.reading = new Reading(wall.millis(), nanos.getAsLong());
    }

    /** The store said so just now. */
    void told(long storeMs) {
        reading = new Reading(storeMs, nanos.getAsLong());
    }

    long millis() {
        Reading last = reading;
        long now = last.ms() + (nanos.getAsLong() - last.nanos()) / NANOS_PER_MS;
        long before = latest.get();
        if (now <= before) {
            return before;
        }
        return latest.accumulateAndGet(now, Math::max);
    }
}
