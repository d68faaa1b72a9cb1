package dev.ratewarden.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LoadRunTest {

    private static final Instant OPENING = Instant.parse("2026-11-23T14:00:00Z");

    /** Checks within a second. */
    private static final int ENOUGH = 200;

    private final SimulatedClock clock = SimulatedClock.startingAt(OPENING);

    @ParameterizedTest
    @ValueSource(ints = {1, LoadRun.WORKERS})
    void reportsExactlyWhatTheStoreCountedAndEnoughOfIt(int workers) throws InterruptedException {
        Ran ran = ran(MemoryStore::new, workers);

        Statistics counted = snapshot(ran.store()).statistics();
        assertThat(ran.report())
                .isEqualTo(new SimulationReport(counted.allowed(), counted.denied(), counted.totalViolations(), 0));
        assertThat(ran.report().checks()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(ran.leftOut()).isZero();
    }

    @Test
    void sendsJustAsFastToAStoreWithAClockOfItsOwn() throws InterruptedException {
        SimulationReport report = ran(simulated -> new MemoryStore(InstantSource.system()), LoadRun.WORKERS)
                .report();

        assertThat(report.checks()).isGreaterThanOrEqualTo(ENOUGH);
        assertThat(report.denied()).as("too fast for limits of real time").isPositive();
    }

    @Test
    void writesEveryNameBeforeItEnds() throws InterruptedException {
        MemoryStore store = ran(MemoryStore::new, LoadRun.WORKERS).store();

        var users = store.snapshot(UserQuery.all(UserQuery.MAX_LIMIT)).users().users();

        assertThat(users).hasSizeGreaterThan(20);
        assertThat(users.stream().filter(user -> user.name() != null).count()).isGreaterThan(users.size() / 2);
    }

    @Test
    void moderatesNobody() throws InterruptedException {
        MemoryStore store = new MemoryStore(clock);
        run(store, 3_600, clock, 1).run(Duration.ofMillis(500), soFar -> {});

        assertThat(store.audit(10)).isEmpty();
    }

    @Test
    void endsCleanlyWhenTheStoreGoesAwayAndSaysHowFarItCame() {
        Failing store = new Failing(new MemoryStore(clock), 500);
        LoadRun run = run(store, 60, clock, LoadRun.WORKERS);

        assertThatThrownBy(() -> run.run(Duration.ofSeconds(50), soFar -> {}))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageMatching(
                        "the simulation ended after 500 checks \\(\\d+ allowed, \\d+ denied\\): the plug was pulled");
        assertThat(run.report().checks()).isEqualTo(500);
        assertThat(clock.running()).isFalse();
    }

    @Test
    void leavesTimeOutRatherThanPileUpWorkAndSaysSo() {
        AtomicInteger readings = new AtomicInteger();
        SimulatedClock leaping = new SimulatedClock(0, () -> readings.incrementAndGet() * 10_000_000_000L);
        LoadRun hopeless = run(new MemoryStore(leaping), 1, leaping, 1);
        AtomicBoolean warned = new AtomicBoolean();
        Thread waiting = Thread.currentThread();
        Logger log = Logger.getLogger(Simulation.class.getName());
        Filter before = log.getFilter();
        log.setLevel(Level.WARNING);
        log.setFilter(message -> {
            if (!warned.getAndSet(true)) {
                waiting.interrupt();
            }
            return false;
        });
        try {
            assertThatThrownBy(() -> hopeless.run(Duration.ofSeconds(60), soFar -> {}))
                    .as("ended by the warning, not by the time")
                    .isInstanceOf(InterruptedException.class);
        } finally {
            log.setFilter(before);
            log.setLevel(null);
        }
        assertThat(warned).isTrue();
        assertThat(hopeless.leftOut()).isPositive();
    }

    /** What became of a second in which the machine did not stall, or of the last of several. */
    private static Ran ran(Function<InstantSource, MemoryStore> stores, int workers) throws InterruptedException {
        Ran ran = once(stores, workers);
        for (int more = 9; more > 0 && !ran.isWhole(); more--) {
            ran = once(stores, workers);
        }
        return ran;
    }

    private static Ran once(Function<InstantSource, MemoryStore> stores, int workers) throws InterruptedException {
        SimulatedClock simulated = SimulatedClock.startingAt(OPENING);
        MemoryStore store = stores.apply(simulated);
        LoadRun run = run(store, 60, simulated, workers);
        return new Ran(store, run.run(Duration.ofSeconds(1), soFar -> {}), run.leftOut());
    }

    private record Ran(MemoryStore store, SimulationReport report, Duration leftOut) {
        boolean isWhole() {
            return report.checks() >= ENOUGH && leftOut.isZero();
        }
    }

    private static LoadRun run(LimiterStore store, double speed, SimulatedClock clock, int workers) {
        RateLimiter limiter = RateLimiter.builder(store).build();
        return new LoadRun(
                42, speed, limiter, clock, workers, task -> Thread.ofVirtual().start(task));
    }

    private static Snapshot snapshot(MemoryStore store) {
        return new Moderation(store, "tester").snapshot(UserQuery.highAbuse(10));
    }

    /** Answers so many checks and no more. */
    private static final class Failing extends Lab.Between {
        private final AtomicInteger left;

        Failing(LimiterStore inner, int answers) {
            super(inner);
            left = new AtomicInteger(answers);
        }

        @Override
        public CheckOutcome check(CheckRequest request) {
            if (left.getAndDecrement() <= 0) {
                throw new StoreUnavailableException("the plug was pulled", null);
            }
            return super.check(request);
        }
    }
}
