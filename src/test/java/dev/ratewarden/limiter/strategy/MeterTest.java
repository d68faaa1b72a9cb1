package dev.ratewarden.limiter.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Strategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a meter when its policy changes; the figures themselves are in the store contract. */
class MeterTest {

    private static final long NOW = 1_767_225_600_000L;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aRaisedBurstFreesTheUserAtOnce() {
        Limit low = Limit.tokenBucket(5, MINUTE);
        Meter meter = Meter.fresh(low, NOW);
        meter.consume(low, 5, NOW);

        assertThat(meter.quota(Limit.tokenBucket(8, MINUTE), 1, NOW).remaining())
                .isEqualTo(3);
    }

    @Test
    void aLoweredBurstClampsTheTokens() {
        Limit high = Limit.tokenBucket(10, MINUTE);
        Meter meter = Meter.fresh(high, NOW);
        meter.consume(high, 1, NOW);

        Limit low = Limit.tokenBucket(4, MINUTE);
        assertThat(meter.quota(low, 1, NOW).remaining()).isEqualTo(4);
        meter.consume(low, 1, NOW);
        assertThat(meter.quota(high, 1, NOW).remaining())
                .as("raised again: 3 and 6 more")
                .isEqualTo(9);
    }

    @Test
    void aLoweredLimitLeavesNoneRatherThanLessThanNone() {
        for (Limit high : new Limit[] {
            Limit.slidingWindow(10, MINUTE), Limit.fixedWindow(10, MINUTE), Limit.leakyBucket(10, MINUTE)
        }) {
            Meter meter = Meter.fresh(high, NOW);
            meter.consume(high, 10, NOW);
            Limit low = new Limit(high.strategy(), 4, high.windowMs(), 4);
            assertThat(meter.hasRoom(low, 1, NOW)).isFalse();
            assertThat(meter.quota(low, 1, NOW).remaining())
                    .as("%s", high.strategy())
                    .isZero();
        }
    }

    @Test
    void aChangedWindowAppliesToTheTimesOfASlidingWindow() {
        Limit minute = Limit.slidingWindow(2, MINUTE);
        Meter meter = Meter.fresh(minute, NOW);
        meter.consume(minute, 2, NOW);
        Limit second = Limit.slidingWindow(2, Duration.ofSeconds(1));

        assertThat(meter.continues(second)).isTrue();
        assertThat(meter.quota(second, 1, NOW + 400).retryAfterMs()).isEqualTo(600);
        assertThat(meter.hasRoom(second, 2, NOW + 1_000)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Strategy.class,
            names = {"TOKEN_BUCKET", "FIXED_WINDOW", "LEAKY_BUCKET"})
    void aChangedWindowStartsTheOthersFresh(Strategy strategy) {
        Meter meter = Meter.fresh(new Limit(strategy, 2, 60_000, 2), NOW);
        assertThat(meter.continues(new Limit(strategy, 3, 60_000, 3))).isTrue();
        assertThat(meter.continues(new Limit(strategy, 2, 60_001, 2))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aChangedStrategyStartsFresh(Strategy strategy) {
        Meter meter = Meter.fresh(new Limit(strategy, 2, 60_000, 2), NOW);
        for (Strategy other : Strategy.values()) {
            assertThat(meter.continues(new Limit(other, 2, 60_000, 2))).isEqualTo(other == strategy);
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aCopyIsTriedWithoutTouchingTheOriginal(Strategy strategy) {
        Limit limit = new Limit(strategy, 5, 60_000, 5);
        Meter meter = Meter.fresh(limit, NOW);
        meter.consume(limit, 1, NOW);
        var before = meter.quota(limit, 1, NOW);
        meter.copy().consume(limit, 4, NOW);
        assertThat(meter.quota(limit, 1, NOW)).isEqualTo(before);
    }
}
