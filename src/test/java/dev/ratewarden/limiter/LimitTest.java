package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures out of range are refused, and the message names the field. */
class LimitTest {

    @ParameterizedTest
    @CsvSource({
        "TOKEN_BUCKET, 0, 1000, 1, limit 0",
        "TOKEN_BUCKET, -5, 1000, 1, limit -5",
        "TOKEN_BUCKET, 1000000001, 1, 1, limit 1000000001",
        "SLIDING_WINDOW, 10001, 1000, 10001, limit 10001",
        "FIXED_WINDOW, 5, 0, 5, window 0",
        "FIXED_WINDOW, 5, 31622400001, 5, window 31622400001",
        "TOKEN_BUCKET, 5, 1000, 0, burst 0",
        "TOKEN_BUCKET, 5, 1, 1000000001, burst 1000000001",
        "LEAKY_BUCKET, 5, 1000, 6, burst 6",
        "SLIDING_WINDOW, 5, 1000, 4, burst 4"
    })
    void theFieldThatIsOutOfRangeIsNamed(Strategy strategy, long limit, long window, long burst, String named) {
        assertThatThrownBy(() -> new Limit(strategy, limit, window, burst))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource({
        "SLIDING_WINDOW, 10000, 31622400000, 10000",
        "TOKEN_BUCKET, 1, 1, 1",
        "FIXED_WINDOW, 1000000000, 1, 1000000000"
    })
    void theLargestAndSmallestAreAccepted(Strategy strategy, long limit, long window, long burst) {
        assertThat(new Limit(strategy, limit, window, burst).capacity()).isEqualTo(burst);
    }

    @Test
    void limitTimesWindowStaysBelowTwoToThePowerOf53() {
        // 2^53 - 1 = 20394401 x 441650591 and 2^53 = 33554432 x 268435456
        assertThatCode(() -> Limit.tokenBucket(20_394_401, Duration.ofMillis(441_650_591)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Limit.tokenBucket(33_554_432, Duration.ofMillis(268_435_456)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("2^53");
        assertThatThrownBy(() -> Limit.tokenBucket(1, Duration.ofMillis(268_435_456), 33_554_432))
                .hasMessageContaining("2^53");
        assertThatThrownBy(() -> Limit.leakyBucket(1_000_000_000, Duration.ofDays(366)))
                .hasMessageContaining("2^53");
    }

    @Test
    void aPolicyNamesItsBadField() {
        Limit limit = Limit.slidingWindow(5, Duration.ofMinutes(1));
        assertThatThrownBy(() -> new Policy("Play", limit, 10, true)).hasMessageContaining("action \"Play\"");
        assertThatThrownBy(() -> new Policy("play", limit, -1, true)).hasMessageContaining("points -1");
        assertThatThrownBy(() -> new Policy("play", limit, 1_001, true)).hasMessageContaining("points 1001");
        assertThat(Policy.of("play", limit)).isEqualTo(new Policy("play", limit, 10, true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 75, 0, blockAt",
        "NaN, 75, 0, blockAt",
        "1000001, 75, 0, blockAt",
        "100, 101, 0, unblockBelow",
        "100, 0, 0, unblockBelow",
        "100, 75, -1, decayPerHour",
        "100, 75, 1001, decayPerHour",
        "100, 75, NaN, decayPerHour"
    })
    void scoreRulesNameTheirBadField(double blockAt, double unblockBelow, double decay, String named) {
        assertThatThrownBy(() -> new ScoreRules(blockAt, unblockBelow, decay))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith(named + " ");
    }

    @Test
    void aBookGrowsByOneRevisionWithEveryChangeAndKeepsWhatItHas() {
        Policy first = Policy.of("act", Limit.slidingWindow(5, Duration.ofMinutes(1)));
        Policy other = Policy.of("act", Limit.fixedWindow(9, Duration.ofMinutes(1)));
        PolicyBook book = PolicyBook.empty().withDefaults(List.of(first));

        assertThat(book.revision()).isEqualTo(1);
        assertThat(book.withDefaults(List.of(other))).isSameAs(book);
        assertThat(book.withDefaults(List.of(other, Policy.of("play", other.limit())))
                        .policy("act"))
                .isEqualTo(first);
        assertThat(book.with(ScoreRules.DEFAULT, DecayClock.STILL)).isSameAs(book);
        assertThat(book.with(ScoreRules.DEFAULT.withDecayPerHour(1), DecayClock.startingAt(1, 1))
                        .revision())
                .isEqualTo(2);
        assertThat(book.policy("unknown")).isNull();
        assertThatThrownBy(() -> book.policies().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
