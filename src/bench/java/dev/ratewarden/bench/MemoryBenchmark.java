package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.store.memory.MemoryStore;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One check in memory, each for a random one of 100,000 users who are there already. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MemoryBenchmark {

    static final int USERS = 100_000;

    private static final InstantSource CLOCK = InstantSource.system();

    /** Who is next: xorshift, which costs almost nothing (Marsaglia, 2003). */
    @State(Scope.Thread)
    public static class Next {
        private final String[] ids = Users.ids(USERS);
        private final CheckRequest[] generous = Users.requests(USERS, Users.GENEROUS);
        private final CheckRequest[] strict = Users.requests(USERS, Users.STRICT);
        private long state = 88_172_645_463_325_252L ^ Thread.currentThread().threadId();

        int index() {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return (int) ((state >>> 33) % USERS);
        }

        String id() {
            return ids[index()];
        }
    }

    /** A look-up and one compare-and-set: less cannot be done. */
    @State(Scope.Benchmark)
    public static class Floor {
        private final PerUser<AtomicLong> cells = new PerUser<>(Users.ids(USERS), AtomicLong::new);

        long add(String id, long value) {
            AtomicLong cell = cells.get(id);
            long before = cell.get();
            cell.compareAndSet(before, before + value);
            return before;
        }
    }

    @State(Scope.Benchmark)
    public static class Ours {
        final MemoryStore store = new MemoryStore(CLOCK);
        final dev.ratewarden.limiter.RateLimiter limiter;

        public Ours() {
            store.addDefaults(List.of(Users.GENEROUS, Users.STRICT), Users.PATIENT);
            limiter = dev.ratewarden.limiter.RateLimiter.builder(store).build();
            for (Policy policy : List.of(Users.GENEROUS, Users.STRICT)) {
                for (CheckRequest request : Users.requests(USERS, policy)) {
                    store.check(request);
                }
            }
        }
    }

    @State(Scope.Benchmark)
    public static class Peers {
        private final String[] ids = Users.ids(USERS);
        final PerUser<Bucket> bucket4j = new PerUser<>(ids, () -> MemoryPeers.bucket4j(1_000_000));
        final PerUser<Bucket> bucket4jEmpty = new PerUser<>(ids, MemoryPeers::emptyBucket4j);
        final PerUser<com.google.common.util.concurrent.RateLimiter> guava = new PerUser<>(ids, MemoryPeers::guava);
        final PerUser<RateLimiter> resilience4j = new PerUser<>(ids, MemoryPeers::resilience4j);
    }

    @Benchmark
    public long floorWithoutClock(Floor floor, Next next) {
        return floor.add(next.id(), 1);
    }

    @Benchmark
    public long floor(Floor floor, Next next) {
        return floor.add(next.id(), CLOCK.millis());
    }

    @Benchmark
    public CheckOutcome allowed(Ours ours, Next next) {
        return ours.store.check(next.generous[next.index()]);
    }

    @Benchmark
    public CheckOutcome denied(Ours ours, Next next) {
        return ours.store.check(next.strict[next.index()]);
    }

    @Benchmark
    public Decision frontDoor(Ours ours, Next next) {
        return ours.limiter.check(next.id(), Users.GENEROUS.action());
    }

    @Benchmark
    public boolean bucket4jAllowed(Peers peers, Next next) {
        return peers.bucket4j.get(next.id()).tryConsume(1);
    }

    @Benchmark
    public boolean bucket4jDenied(Peers peers, Next next) {
        return peers.bucket4jEmpty.get(next.id()).tryConsume(1);
    }

    @Benchmark
    public boolean guava(Peers peers, Next next) {
        return peers.guava.get(next.id()).tryAcquire();
    }

    @Benchmark
    public boolean resilience4j(Peers peers, Next next) {
        return peers.resilience4j.get(next.id()).acquirePermission();
    }
}
