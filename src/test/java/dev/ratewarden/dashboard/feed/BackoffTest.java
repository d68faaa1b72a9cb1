package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void waitsBetweenOneAndThirtySeconds() {
        assertThat(IntStream.rangeClosed(1, 200).mapToLong(backoff::afterMs))
                .allMatch(ms -> ms >= 1_000 && ms <= 30_000);
    }

    @Test
    void growsWithEveryFailureAndThenStaysLong() {
        assertThat(draws(1)).allMatch(ms -> ms <= 2_000);
        assertThat(draws(3)).allMatch(ms -> ms >= 4_000 && ms <= 8_000);
        assertThat(draws(40)).allMatch(ms -> ms >= 15_000);
    }

    @Test
    void windowsDoNotReturnInStep() {
        assertThat(draws(5).distinct().count()).isGreaterThan(50);
    }

    private LongStream draws(int failures) {
        return IntStream.range(0, 100).mapToLong(i -> backoff.afterMs(failures));
    }
}
