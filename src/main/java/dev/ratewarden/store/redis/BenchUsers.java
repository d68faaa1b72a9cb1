package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who asks in a bench. Those who are denied have used up a limit that hardly refills; each is denied so often that its score stays below
 * the block, and then another takes its place. Thread-safe.
 */
final class BenchUsers {

    static final Policy GENEROUS = Policy.of("bench.allowed", Limit.tokenBucket(1_000_000, Duration.ofHours(1)));
    static final Policy STRICT = Policy.of("bench.denied", Limit.tokenBucket(1, Duration.ofDays(365)))
            .withPoints(5)
            .withoutEscalation();

    /** 95 points; 100 block. */
    static final int DENIALS = 19;

    static final int ALLOWED = 1_000;
    private final AtomicInteger denied = new AtomicInteger();
    private final ConcurrentLinkedQueue<CheckRequest> ready = new ConcurrentLinkedQueue<>();
    private final AtomicLong firstMs = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong lastMs = new AtomicLong();

    static String allowedId(int number) {
        return "bench-a" + number;
    }

    static String deniedId(int number) {
        return "bench-d" + number;
    }

    /** How many users were made to be denied. */
    int made() {
        return denied.get();
    }

    /** A user who has not asked yet. */
    CheckRequest make() {
        return CheckRequest.of(deniedId(denied.getAndIncrement()), STRICT.action());
    }

    /** One who has used up the limit; null if there is none left. */
    @Nullable
    CheckRequest take() {
        return ready.poll();
    }

    void put(CheckRequest usedUp) {
        ready.add(usedUp);
    }

    int ready() {
        return ready.size();
    }

    /** Notes the server's time, for the minutes' counters that were written. */
    void saw(long nowMs) {
        firstMs.accumulateAndGet(nowMs, Math::min);
        lastMs.accumulateAndGet(nowMs, Math::max);
    }

    /** The first minute, since the epoch, in which something may have been written. */
    long firstMinute() {
        return lastMs.get() == 0 ? 0 : firstMs.get() / 60_000 - 1;
    }

    /** The last; below the first if there is none. */
    long lastMinute() {
        return lastMs.get() == 0 ? -1 : lastMs.get() / 60_000 + 1;
    }
}
