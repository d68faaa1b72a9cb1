package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StoreException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** One thread's part of a bench. Used by one thread at a time. */
final class BenchWorker {

    private final RedisStore store;
    private final BenchUsers users;
    private final int deniedPercent;
    private final LongSupplier nanos;
    private int next;
    private int owed;
    private CheckRequest usedUp;
    private int denialsLeft;

    /** Of checks, since {@link #forget}. */
    private Histogram times = new Histogram();

    private long checks;
    private long denied;

    BenchWorker(RedisStore store, BenchUsers users, int number, int deniedPercent, LongSupplier nanos) {
        this.store = store;
        this.users = users;
        this.next = number * 7;
        this.deniedPercent = deniedPercent;
        this.nanos = nanos;
        this.usedUp = CheckRequest.of(BenchUsers.allowedId(0), BenchUsers.GENEROUS.action());
    }

    Histogram times() {
        return times;
    }

    long checks() {
        return checks;
    }

    long denied() {
        return denied;
    }

    /** Begins to count anew, after the warm-up. */
    void forget() {
        times = new Histogram();
        checks = 0;
        denied = 0;
    }

    /** Checks until it is time; returns how many. */
    long check(long untilNanos, BooleanSupplier stopped) {
        long count = 0;
        long before = nanos.getAsLong();
        long seenMs = 0;
        while (before < untilNanos && !stopped.getAsBoolean()) {
            CheckOutcome outcome = store.check(request());
            long after = nanos.getAsLong();
            times.add(after - before);
            before = after;
            if (outcome.nowMs() - seenMs > 1_000) {
                seenMs = outcome.nowMs();
                users.saw(seenMs);
            }
            count++;
            note(outcome);
        }
        checks += count;
        return count;
    }

    private void note(CheckOutcome outcome) {
        if (outcome.block() != null) {
            throw new StoreException("a user of the bench was blocked, so it does not measure what it says", null);
        }
        if (!outcome.reason().allows()) {
            denied++;
        }
    }

    /** PINGs until it is time; returns how many. */
    long ping(long untilNanos, BooleanSupplier stopped) {
        long count = 0;
        while (nanos.getAsLong() < untilNanos && !stopped.getAsBoolean()) {
            store.ping();
            count++;
        }
        return count;
    }

    private CheckRequest request() {
        owed += deniedPercent;
        if (owed < 100) {
            next = (next + 1) % BenchUsers.ALLOWED;
            return CheckRequest.of(BenchUsers.allowedId(next), BenchUsers.GENEROUS.action());
        }
        owed -= 100;
        if (denialsLeft == 0) {
            CheckRequest ready = users.take();
            denialsLeft = BenchUsers.DENIALS;
            if (ready == null) {
                // None was prepared: its first check is allowed, and counts as such.
                usedUp = users.make();
                return usedUp;
            }
            usedUp = ready;
        }
        denialsLeft--;
        return usedUp;
    }
}
