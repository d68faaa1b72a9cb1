package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A limit that falls in a straight line as the score rises from 0 to the blocking threshold. */
public interface AdaptiveContract extends StoreFixture {

    /** A violation of "noise" adds so many points. */
    private void points(int points) {
        policies(Policy.of("noise", Limit.slidingWindow(1, Duration.ofDays(1)))
                .withPoints(points)
                .withoutEscalation());
    }

    private static AppliedLimit applied(CheckOutcome outcome) {
        return Objects.requireNonNull(outcome.applied());
    }

    @Test
    default void theLimitFallsWithTheScoreThatStoodBeforeTheCheck() {
        points(20);
        Policy policy =
                Policy.of("act", Limit.slidingWindow(10, Duration.ofHours(1))).adaptiveTo(0.25);
        policies(policy);
        assertThat(check(ANN, "act").applied()).isEqualTo(AppliedLimit.of(policy));

        check(2, ANN, "noise");
        // 1 - 0.75 x 20 / 100
        CheckOutcome calmer = check(ANN, "act");
        assertThat(applied(calmer).adaptive()).isEqualTo(0.85);
        assertThat(applied(calmer).effective()).isEqualTo(Limit.slidingWindow(8, Duration.ofHours(1)));
        assertThat(applied(calmer).configured()).isEqualTo(policy.limit());
        assertThat(quota(calmer)).as("8 in all, 2 used").isEqualTo(quota(8, 6, 0, T0 + HOUR));

        check(4, ANN, "noise");
        assertThat(quota(peek(ANN, "act"))).as("blocked at 100: the standing").isEqualTo(quota(2, 0, HOUR, T0 + HOUR));
    }

    @Test
    default void aViolationIsOfTheLimitThatStoodThenAndTheNextOneOfALowerOne() {
        points(0);
        policies(Policy.of("act", Limit.slidingWindow(4, Duration.ofHours(1)))
                .withPoints(30)
                .withoutEscalation()
                .adaptiveTo(0.5));
        check(4, ANN, "act");
        assertThat(applied(check(ANN, "act")).effective().limit()).isEqualTo(4);
        assertThat(applied(check(ANN, "act")).effective().limit())
                .as("at 30: 0.85 x 4")
                .isEqualTo(3);
        assertThat(detail(ANN).history()).extracting(it -> it.limit().limit()).containsExactly(3L, 4L);
    }

    @Test
    default void theFloorHoldsAtTheThresholdAndBeyond() {
        rules(new ScoreRules(40, 30, 0));
        points(1_000);
        policies(Policy.of("act", Limit.fixedWindow(10, Duration.ofDays(1))).adaptiveTo(0.25));
        check(2, ANN, "noise");
        CheckOutcome blocked = check(ANN, "act");
        assertThat(blocked.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(applied(blocked).adaptive()).isEqualTo(0.25);
        assertThat(applied(blocked).effective().limit()).isEqualTo(2);
    }

    @Test
    default void atLeastOneIsLeft() {
        points(99);
        policies(Policy.of("act", Limit.fixedWindow(3, Duration.ofDays(1))).adaptiveTo(0.01));
        check(2, ANN, "noise");
        assertThat(quota(check(ANN, "act")).limit()).isEqualTo(1);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void theBurstOfATokenBucketFallsToo() {
        points(50);
        policies(Policy.of("act", Limit.tokenBucket(4, Duration.ofSeconds(4), 10))
                .adaptiveTo(0.5));
        check(2, ANN, "noise");
        CheckOutcome outcome = check(ANN, "act");
        assertThat(applied(outcome).effective()).isEqualTo(Limit.tokenBucket(3, Duration.ofSeconds(4), 7));
        assertThat(quota(outcome)).as("3 in 4 s").isEqualTo(quota(7, 6, 0, T0 + 1_334));
    }

    @Test
    default void aLoweredBurstClampsTheTokensAndDoesNotGiveThemBack() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(50));
        points(50);
        policies(
                Policy.of("act", Limit.tokenBucket(1, Duration.ofDays(300), 10)).adaptiveTo(0.5));
        assertThat(quota(check(ANN, "act")).remaining()).isEqualTo(9);
        check(2, ANN, "noise");
        assertThat(quota(check(ANN, "act"))).extracting(it -> it.remaining()).isEqualTo(6L);

        clock().advance(HOUR);
        CheckOutcome later = check(ANN, "act");
        assertThat(applied(later).effective().burst()).as("the score is gone").isEqualTo(10);
        assertThat(quota(later).remaining())
                .as("what was clamped is not there again")
                .isEqualTo(5);
    }

    @Test
    default void theLimitRecoversAsTheScoreDecays() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        points(40);
        policies(Policy.of("act", Limit.slidingWindow(100, Duration.ofHours(1))).adaptiveTo(0.5));
        check(2, ANN, "noise");
        assertThat(quota(peek(ANN, "act")).limit()).isEqualTo(80);
        clock().advance(2 * HOUR);
        assertThat(quota(peek(ANN, "act")).limit()).isEqualTo(90);
        clock().advance(2 * HOUR);
        assertThat(applied(peek(ANN, "act")).adaptive()).isEqualTo(1);
    }

    @Test
    default void roleAndScoreMultiplyInThatOrderAndAreFlooredOnce() {
        points(50);
        policies(Policy.of("act", Limit.slidingWindow(7, Duration.ofHours(1)))
                .adaptiveTo(0.5)
                .withRole("vip", 1.5));
        check(2, ANN, "noise");
        // 7 x 1.5 x 0.75 = 7.875
        assertThat(quota(checkAs("vip", ANN, "act")).limit()).isEqualTo(7);
        assertThat(applied(checkAs("vip", ANN, "act")).role()).isEqualTo(1.5);
    }

    @Test
    default void eachLevelOfACascadeFallsByItsOwnPolicy() {
        points(50);
        policies(
                Policy.of("song", Limit.slidingWindow(4, Duration.ofHours(1))).cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(4, Duration.ofHours(1))).adaptiveTo(0.5));
        check(2, ANN, "noise");
        CheckOutcome outcome = check(ANN, "song");
        assertThat(applied(outcome).action()).isEqualTo("all");
        assertThat(quota(outcome)).isEqualTo(quota(3, 2, 0, T0 + HOUR));
    }

    @Test
    default void aCostOverWhatIsLeftOfTheLimitIsADenialThatWaitingDoesNotHelp() {
        points(50);
        policies(Policy.of("act", Limit.slidingWindow(4, Duration.ofHours(1))).adaptiveTo(0.5));
        check(2, ANN, "noise");
        CheckOutcome denied = check(ANN, "act", 4);
        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(quota(denied)).isEqualTo(new Quota(3, 3, null, T0, 0));
        assertThat(denied.retryAfterMs()).isNull();
        assertThat(denied.notifyUser()).isTrue();
        clock().advance(300 * DAY);
        assertThat(check(ANN, "act", 4).notifyUser()).as("told once").isFalse();
        assertThat(detail(ANN).history().getFirst().retryAfterMs()).isNull();
    }

    @Test
    default void detailsShowTheLimitAsItStandsForTheScoreNow() {
        points(50);
        policies(Policy.of("act", Limit.slidingWindow(4, Duration.ofHours(1))).adaptiveTo(0.5));
        check(ANN, "act");
        check(2, ANN, "noise");
        var shown = detail(ANN).quotas().stream()
                .filter(it -> it.policy().action().equals("act"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.quota()).isEqualTo(quota(3, 2, 0, T0 + HOUR));
        assertThat(shown.applied().adaptive()).isEqualTo(0.75);
    }
}
