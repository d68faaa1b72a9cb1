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
        meter.consume(low, 1, 5, NOW);

        assertThat(meter.quota(Limit.tokenBucket(8, MINUTE), 1, NOW).remaining())
                .isEqualTo(3);
    }

    @Test
    void aLoweredBurstClampsTheTokens() {
        Limit high = Limit.tokenBucket(10, MINUTE);
        Meter meter = Meter.fresh(high, NOW);
        meter.consume(high, 1, 1, NOW);

        Limit low = Limit.tokenBucket(4, MINUTE);
        assertThat(meter.quota(low, 1, NOW).remaining()).isEqualTo(4);
        meter.consume(low, 2, 1, NOW);
        assertThat(meter.quota(high, 1, NOW).remaining())
                .as("raised again by a later revision: 3 and 6 more")
                .isEqualTo(9);
    }

    @Test
    void whoeverNamesARoleNowAndThenGetsItsTokensOnce() {
        Limit usual = Limit.tokenBucket(4, MINUTE);
        Limit vip = Limit.tokenBucket(10, MINUTE);
        Meter meter = Meter.fresh(usual, NOW);
        meter.consume(usual, 1, 4, NOW);
        assertThat(meter.quota(vip, 1, NOW).remaining()).as("six more").isEqualTo(6);
        meter.consume(vip, 1, 6, NOW);

        assertThat(meter.hasRoom(usual, 1, NOW)).isFalse();
        assertThat(meter.quota(vip, 1, NOW).remaining())
                .as("not again under the same policies")
                .isZero();
        assertThat(meter.quota(Limit.tokenBucket(12, MINUTE), 1, NOW).remaining())
                .as("only what is above the largest so far")
                .isEqualTo(2);
    }

    @Test
    void aSmallerBurstInBetweenDoesNotMakeTheLargerOneNew() {
        Limit usual = Limit.tokenBucket(4, MINUTE);
        Limit vip = Limit.tokenBucket(10, MINUTE);
        Meter meter = Meter.fresh(vip, NOW);
        meter.consume(vip, 1, 1, NOW);
        meter.consume(usual, 1, 4, NOW);

        assertThat(meter.quota(vip, 1, NOW).remaining()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void waitingNeverHelpsWhereTheCostIsMoreThanTheLimitHolds(Strategy strategy) {
        Limit limit = new Limit(strategy, 5, 60_000, 5);
        Meter meter = Meter.fresh(limit, NOW);
        meter.consume(limit, 1, 4, NOW);
        Limit lower = new Limit(strategy, 3, 60_000, 3);

        assertThat(meter.hasRoom(lower, 4, NOW)).isFalse();
        assertThat(meter.quota(lower, 4, NOW).retryAfterMs()).isNull();
        assertThat(meter.quota(lower, 3, NOW).retryAfterMs()).isPositive();
    }

    @Test
    void aLoweredLimitLeavesNoneRatherThanLessThanNone() {
        for (Limit high : new Limit[] {
            Limit.slidingWindow(10, MINUTE), Limit.fixedWindow(10, MINUTE), Limit.leakyBucket(10, MINUTE)
        }) {
            Meter meter = Meter.fresh(high, NOW);
            meter.consume(high, 1, 10, NOW);
            Limit low = new Limit(high.strategy(), 4, high.windowMs(), 4);
            assertThat(meter.hasRoom(low, 1, NOW)).isFalse();
            assertThat(meter.quota(low, 1, NOW).remaining())
                    .as("%s", high.strategy())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void aChangedWindowStartsFresh(Strategy strategy) {
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
        meter.consume(limit, 1, 1, NOW);
        var before = meter.quota(limit, 1, NOW);
        meter.copy().consume(limit, 1, 4, NOW);
        assertThat(meter.quota(limit, 1, NOW)).isEqualTo(before);
    }
}
