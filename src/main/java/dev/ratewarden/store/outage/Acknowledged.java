package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.CallId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The checks that the shared store answered last: a store that saves its data once a second may come back without them, and their
 * lanes tell which it lost. Bounded: the latest {@value #MOST}, which is three seconds of 10,000 checks each. Thread-safe, without
 * locks.
 */
final class Acknowledged {

    private static final int MOST = 1 << 15;

    private final AtomicLong count = new AtomicLong();
    private final AtomicReferenceArray<@Nullable One> ring = new AtomicReferenceArray<>(MOST);

    /** One answer. */
    record One(CheckRequest request, CheckOutcome outcome, CallId call) {}

    void add(CheckRequest request, CheckOutcome outcome, CallId call) {
        ring.set((int) (count.getAndIncrement() & (MOST - 1)), new One(request, outcome, call));
    }

    /** Takes some of them, oldest first; the others stay. */
    List<One> take(Predicate<One> which) {
        List<One> taken = new ArrayList<>();
        long newest = count.get();
        for (long i = newest; i < newest + MOST; i++) {
            int place = (int) (i & (MOST - 1));
            One one = ring.get(place);
            if (one != null && which.test(one) && ring.compareAndSet(place, one, null)) {
                taken.add(one);
            }
        }
        return taken;
    }

    void clear() {
        take(any -> true);
    }
}
