package dev.ratewarden.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Statistics;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final Scenario SHORT = new Scenario(11, Duration.ofMinutes(30), true);

    @ParameterizedTest
    @ValueSource(longs = {0, -11, Long.MIN_VALUE})
    void equalSeedsGiveEqualDecisions(long seed) {
        assertThat(decisions(seed)).isEqualTo(decisions(seed));
    }

    @Test
    void unlikeSeedsGiveUnlikeDecisions() {
        assertThat(decisions(1)).isNotEqualTo(decisions(2));
    }

    @Test
    void countsWhatTheStoreCounts() {
        Lab lab = new Lab(SHORT);
        lab.simulation.warmUp();

        SimulationReport own = lab.simulation.report();
        Statistics store = lab.snapshot().statistics();

        assertThat(own).isEqualTo(new SimulationReport(store.allowed(), store.denied(), store.totalViolations(), 0));
        assertThat(own.checks()).isEqualTo(own.allowed() + own.denied()).isPositive();
    }

    @Test
    void whatIsDoneInTheBackgroundIsDoneATenthAsOftenUntilItOpensAndAtTheOpening() {
        Lab lab = new Lab(SHORT);
        AtomicLong turns = new AtomicLong();
        lab.simulation.inBackground(Duration.ofSeconds(1), turns::incrementAndGet);

        lab.simulation.warmUp();
        long before = turns.getAndSet(0);
        lab.simulation.advance(Duration.ofSeconds(60));

        assertThat(before).isBetween(180L, 181L);
        assertThat(turns.get()).isBetween(59L, 61L);
    }

    @Test
    void warmingUpTwiceChangesNothing() {
        Lab lab = new Lab(SHORT);
        lab.simulation.warmUp();
        SimulationReport once = lab.simulation.report();
        lab.simulation.warmUp();

        assertThat(lab.simulation.report()).isEqualTo(once);
    }

    @Test
    @Timeout(60)
    void livesOnOnceStartedAndAtTheSpeedThatIsSet() {
        Lab lab = new Lab(Scenario.load(3));
        lab.simulation.setSpeed(10);
        try (Simulation simulation = lab.simulation) {
            simulation.start();
            await(() -> simulation.report().checks() > 20);
            simulation.setSpeed(60);
            assertThat(simulation.speed()).isEqualTo(60);
            await(() -> simulation.report().checks() > 1_000);
            long before = lab.clock.millis();
            Raid raid = simulation.startRaid();
            assertThat(raid.accounts()).isGreaterThanOrEqualTo(24);
            await(() -> lab.clock.millis() > before + 240_000);
            assertThat(simulation.failure()).isNull();
        }
        long closedAt = lab.simulation.report().checks();
        assertThat(lab.snapshot().statistics().blocked())
                .as("raiders among them")
                .isGreaterThan(8);
        assertThat(lab.simulation.report().checks()).as("nothing goes on").isEqualTo(closedAt);
    }

    @Test
    @Timeout(60)
    void standsStillWhilePaused() {
        Lab lab = new Lab(Scenario.load(3));
        lab.simulation.setSpeed(60);
        try (Simulation simulation = lab.simulation) {
            simulation.start();
            await(() -> simulation.report().checks() > 100);
            simulation.pause();
            long paused = lab.clock.millis();
            simulation.resume();
            await(() -> lab.clock.millis() > paused + 2_000);
        }
        assertThat(lab.clock.running()).isFalse();
    }

    /** A store without decay blocks nearly everybody for good when arrivals come sixty times as fast as its limits expect. */
    @ParameterizedTest
    @ValueSource(longs = {1, 42, -7, Long.MIN_VALUE})
    void keepsAtLeastTwoHundredChecksASecondAtSixtyfoldSpeedEvenIfEverybodyIsBlocked(long seed) {
        Lab lab = new Lab(Scenario.load(seed), Blocking::new);

        lab.simulation.advance(Duration.ofMinutes(1));
        assertThat(lab.simulation.report().denied()).as("in the first second").isGreaterThan(200);

        lab.simulation.advance(Duration.ofMinutes(29));
        assertThat(lab.simulation.report().denied() / 30).as("in a second").isGreaterThan(200);
        assertThat(lab.simulation.report().allowed()).isZero();
    }

    private static long decisions(long seed) {
        AtomicLong digest = new AtomicLong();
        Lab lab = new Lab(new Scenario(seed, Duration.ofMinutes(20), true), inner -> new Lab.Between(inner) {
            @Override
            public CheckOutcome check(CheckRequest request) {
                CheckOutcome outcome = super.check(request);
                long hash =
                        Objects.hash(request, outcome.nowMs(), outcome.reason().name(), outcome.score());
                digest.set(31 * digest.get() + hash);
                return outcome;
            }
        });
        lab.simulation.warmUp();
        lab.simulation.startRaid();
        lab.simulation.advance(Duration.ofMinutes(10));
        return digest.get();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(50).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static final class Blocking extends Lab.Between {
        Blocking(LimiterStore inner) {
            super(inner);
        }

        @Override
        public CheckOutcome check(CheckRequest request) {
            Quota quota = new Quota(5, 5, 0L, 0, 0);
            return new CheckOutcome(
                    Reason.BLOCKED,
                    0,
                    policies().policy(request.action()),
                    null,
                    quota,
                    100,
                    Tier.BLOCKED,
                    5,
                    false,
                    null,
                    null,
                    null,
                    false);
        }
    }
}
