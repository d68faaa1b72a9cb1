package dev.ratewarden.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedClockTest {

    private static final long START_MS = 1_000_000;

    private final AtomicLong nanos = new AtomicLong(77_000_000_000L);
    private final SimulatedClock clock = new SimulatedClock(START_MS, nanos::get);

    @Test
    void standsStillUntilResumed() {
        realTimePasses(Duration.ofSeconds(5));

        assertThat(clock.millis()).isEqualTo(START_MS);
        assertThat(clock.running()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 60, 0.5, 2.25})
    void followsRealTimeAtItsSpeed(double speed) {
        clock.setSpeed(speed);
        clock.resume();
        realTimePasses(Duration.ofSeconds(4));

        assertThat(clock.millis()).isEqualTo(START_MS + (long) (4_000 * speed));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(clock.millis()));
    }

    @Test
    void switchingTheSpeedNeverJumps() {
        clock.resume();
        realTimePasses(Duration.ofSeconds(2));
        clock.setSpeed(60);
        assertThat(clock.millis()).isEqualTo(START_MS + 2_000);

        realTimePasses(Duration.ofSeconds(1));
        clock.setSpeed(10);
        assertThat(clock.millis()).isEqualTo(START_MS + 62_000);

        realTimePasses(Duration.ofSeconds(1));
        assertThat(clock.millis()).isEqualTo(START_MS + 72_000);
        assertThat(clock.speed()).isEqualTo(10);
    }

    @Test
    void aPauseLeavesNoTrace() {
        clock.resume();
        realTimePasses(Duration.ofSeconds(1));
        clock.pause();
        realTimePasses(Duration.ofHours(1));
        clock.resume();
        realTimePasses(Duration.ofSeconds(1));

        assertThat(clock.millis()).isEqualTo(START_MS + 2_000);
    }

    @Test
    void resumingTwiceChangesNothing() {
        clock.resume();
        realTimePasses(Duration.ofSeconds(1));
        clock.resume();

        assertThat(clock.millis()).isEqualTo(START_MS + 1_000);
    }

    @Test
    void isSteppedByHandWhilePaused() {
        clock.advanceTo(START_MS + 500);
        clock.advance(Duration.ofMillis(250));
        clock.advanceTo(START_MS);

        assertThat(clock.millis()).isEqualTo(START_MS + 750);
    }

    @Test
    void isNotSteppedByHandWhileItRuns() {
        clock.resume();

        assertThatThrownBy(() -> clock.advanceTo(START_MS + 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesASpeedThatIsNone(double speed) {
        assertThatThrownBy(() -> clock.setSpeed(speed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0");
        assertThat(clock.speed()).isEqualTo(1);
    }

    private void realTimePasses(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
