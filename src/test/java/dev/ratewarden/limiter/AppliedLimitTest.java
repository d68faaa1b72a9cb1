package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit in force: {@code floor(configured x role x adaptive)} or the user's own, at least 1, within the bounds of a limit. */
class AppliedLimitTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Limit effective(Policy policy, @Nullable String role, @Nullable Long override, double score) {
        return AppliedLimit.of(policy, role, override, score, 100).effective();
    }

    @Test
    void whomNothingSetsApartHasThePolicysLimit() {
        Policy policy = Policy.of("a", Limit.tokenBucket(5, HOUR, 9)).withRole("vip", 2);
        assertThat(AppliedLimit.of(policy, null, null, 99, 100)).isEqualTo(AppliedLimit.of(policy));
        assertThat(AppliedLimit.of(policy, "guest", null, 99, 100)).isEqualTo(AppliedLimit.of(policy));
    }

    @ParameterizedTest(name = "{0} x {1} = {2}")
    @CsvSource({"5, 2, 10", "5, 0.5, 2", "5, 0.001, 1", "3, 1.3333333333333333, 4", "7, 1.5, 10", "1, 1000, 1000"})
    void aRoleMultipliesAndFloors(long limit, double times, long expected) {
        Policy policy = Policy.of("a", Limit.slidingWindow(limit, HOUR)).withRole("r", times);
        assertThat(effective(policy, "r", null, 0)).isEqualTo(Limit.slidingWindow(expected, HOUR));
    }

    @ParameterizedTest(name = "score {0}: {1}")
    @CsvSource({"0, 1", "50, 0.625", "100, 0.25", "1000, 0.25", "33.3333334, 0.75000000"})
    void theAdaptiveFactorIsAStraightLineFromOneToTheFloor(double score, double factor) {
        assertThat(AppliedLimit.adaptive(0.25, score, 100)).isCloseTo(factor, offset(1e-6));
    }

    @Test
    void theAdaptiveFactorIsOfTheScoreAsItIsShown() {
        assertThat(AppliedLimit.adaptive(0.5, 49.99999996, 100)).isEqualTo(0.75);
    }

    @Test
    void roleAndScoreMultiplyBeforeTheFloor() {
        Policy policy = Policy.of("a", Limit.tokenBucket(7, HOUR, 11))
                .withRole("vip", 1.5)
                .adaptiveTo(0.5);
        AppliedLimit applied = AppliedLimit.of(policy, "vip", null, 50, 100);
        assertThat(applied.effective()).isEqualTo(Limit.tokenBucket(7, HOUR, 12));
        assertThat(applied.role()).isEqualTo(1.5);
        assertThat(applied.adaptive()).isEqualTo(0.75);
        assertThat(applied.configured()).isEqualTo(policy.limit());
    }

    @Test
    void aBurstEqualToTheLimitStaysSo() {
        Policy policy = Policy.of("a", Limit.tokenBucket(5, HOUR)).withRole("vip", 1.5);
        assertThat(effective(policy, "vip", null, 0)).isEqualTo(Limit.tokenBucket(7, HOUR));
        assertThat(effective(policy, null, 3L, 0)).isEqualTo(Limit.tokenBucket(3, HOUR));
    }

    @Test
    void anOwnLimitKnowsNeitherRoleNorScoreAndKeepsTheBurstsProportion() {
        Policy policy = Policy.of("a", Limit.tokenBucket(4, HOUR, 10))
                .withRole("vip", 2)
                .adaptiveTo(0.1);
        AppliedLimit applied = AppliedLimit.of(policy, "vip", 7L, 90, 100);
        assertThat(applied)
                .isEqualTo(new AppliedLimit(
                        "a", Limit.tokenBucket(7, HOUR, 17), Limit.tokenBucket(4, HOUR, 10), 1, 1, 7L, 1));
        assertThat(effective(Policy.of("a", Limit.tokenBucket(60, HOUR, 2)), null, 1L, 0))
                .as("a burst of at least one")
                .isEqualTo(Limit.tokenBucket(1, HOUR, 1));
    }

    @Test
    void noLimitLeavesTheBoundsOfItsStrategy() {
        assertThat(effective(Policy.of("a", Limit.slidingWindow(5, HOUR)), null, 1_000_000_000L, 0)
                        .limit())
                .isEqualTo(Limit.MAX_SLIDING_LIMIT);
        Policy large = Policy.of("a", Limit.fixedWindow(1_000_000_000, Duration.ofMillis(7)))
                .withRole("vip", 1_000);
        assertThat(effective(large, "vip", null, 0).limit()).isEqualTo(Limit.MAX_LIMIT);
        Policy longWindow =
                Policy.of("a", Limit.tokenBucket(1_000, Duration.ofDays(366))).withRole("vip", 1_000);
        Limit capped = effective(longWindow, "vip", null, 0);
        assertThat(capped.limit() * capped.windowMs()).isLessThan(1L << 53);
        assertThat((capped.limit() + 1) * capped.windowMs()).isGreaterThanOrEqualTo(1L << 53);
    }
}
