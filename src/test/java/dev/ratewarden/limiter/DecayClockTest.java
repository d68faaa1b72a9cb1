package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock that runs in points: readings, changes of its rate, and when it passes a reading. */
class DecayClockTest {

    private static final long T0 = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;

    @Test
    void itBeginsAtZeroAndMovesByTheRateEachHour() {
        DecayClock clock = DecayClock.startingAt(T0, 10);
        assertThat(clock.at(T0)).isZero();
        assertThat(clock.at(T0 + HOUR / 2)).isEqualTo(5);
        assertThat(clock.at(T0 - HOUR)).as("it always had this rate").isEqualTo(-10);
    }

    @Test
    void withoutARateItStandsStill() {
        assertThat(DecayClock.startingAt(T0, 0)).isEqualTo(DecayClock.STILL);
        assertThat(DecayClock.STILL.at(T0)).isZero();
        assertThat(DecayClock.STILL.firstAfter(0)).as("never").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aChangedRateBeginsTenSecondsLater() {
        DecayClock clock = DecayClock.startingAt(T0, 10).withRate(100, T0 + HOUR);
        long begins = T0 + HOUR + 10_000;
        assertThat(clock.at(begins)).isEqualTo(10 + 10 * 10_000 / 3_600_000.0);
        assertThat(clock.at(T0 + HOUR)).as("before, as it was").isEqualTo(10);
        assertThat(clock.at(begins + HOUR)).isEqualTo(clock.at(begins) + 100);
        assertThat(clock.pendingAt(begins - 1)).isTrue();
        assertThat(clock.pendingAt(begins)).isFalse();
    }

    @Test
    void aClockOfOneRateIsNeverPending() {
        assertThat(DecayClock.startingAt(T0, 10).pendingAt(T0 - 1)).isFalse();
    }

    @Test
    void aRateOfZeroKeepsWhatWasLostSoFar() {
        DecayClock clock = DecayClock.startingAt(T0, 10).withRate(0, T0 + HOUR);
        long begins = T0 + HOUR + 10_000;
        assertThat(clock.at(begins + 500 * HOUR)).isEqualTo(clock.at(begins));
        assertThat(clock.firstAfter(clock.at(begins))).isEqualTo(Long.MAX_VALUE);
        assertThat(clock.firstAfter(5 + 1e-9)).as("passed before the change").isEqualTo(T0 + HOUR / 2 + 1);
    }

    @Test
    void aStandingClockThatWillMoveSaysWhenItPassesAReading() {
        DecayClock clock = DecayClock.STILL.withRate(10, T0);
        assertThat(clock.firstAfter(0)).isEqualTo(T0 + 10_001);
        assertThat(clock.firstAfter(20)).isEqualTo(T0 + 10_000 + 2 * HOUR + 1);
    }

    @Test
    void whatAStandingClockHasPassedItHasPassedForGood() {
        DecayClock clock = DecayClock.startingAt(T0, 10).withRate(0, T0 + HOUR).withRate(10, T0 + 5 * HOUR);
        assertThat(clock.firstAfter(4)).as("also before the new rate begins").isLessThan(T0 + 5 * HOUR);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1_000, 997.3, 10, 3.7, 1, 1 / 3.0, 0.1, 0.001})
    void theFirstMsAfterAReadingIsExact(double rate) {
        Random random = new Random(42);
        DecayClock clock = DecayClock.startingAt(T0, 613.7).withRate(rate, T0 + 9_999 * HOUR);
        for (int i = 0; i < 20_000; i++) {
            long ms = clock.fromMs() + random.nextLong(-HOUR, 1_000 * HOUR);
            double reading = i % 2 == 0
                    ? clock.at(ms)
                    : AbuseScore.blockEnd(random.nextInt(100, 200), clock.at(ms), random.nextInt(1, 100));
            long first = clock.firstAfter(reading);
            assertThat(clock.at(first)).isGreaterThan(reading);
            assertThat(clock.at(first - 1)).isLessThanOrEqualTo(reading);
        }
    }
}
