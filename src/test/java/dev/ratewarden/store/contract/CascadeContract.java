package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several levels: all have room and are consumed at the same cost, or none is. All else is the requested action's. */
public interface CascadeContract extends StoreFixture {

    /** 3 a minute of its own, and of 10 an hour that all actions share. */
    private void songsWithinAll() {
        policies(
                Policy.of("song", Limit.slidingWindow(3, Duration.ofMinutes(1))).cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(10, Duration.ofHours(1))));
    }

    private static String level(CheckOutcome outcome) {
        return outcome.applied() == null ? "none" : outcome.applied().action();
    }

    @Test
    default void anAllowedCheckConsumesFromEveryLevelAtTheSameCost() {
        songsWithinAll();
        check(ANN, "song", 2);

        assertThat(detail(ANN).quotas())
                .extracting(ActionQuota::quota)
                .containsExactly(quota(3, 1, 0, T0 + MINUTE), quota(10, 8, 0, T0 + HOUR));
        assertThat(quota(check(ANN, "all"))).isEqualTo(quota(10, 7, 0, T0 + HOUR));
    }

    @Test
    default void anAllowedCheckTellsOfTheLevelThatHasLeastLeft() {
        songsWithinAll();
        CheckOutcome first = check(ANN, "song");
        assertThat(level(first)).isEqualTo("song");
        assertThat(quota(first)).isEqualTo(quota(3, 2, 0, T0 + MINUTE));
        assertThat(first.policy()).isNotNull().extracting(Policy::action).isEqualTo("song");

        check(ANN, "all", 8);
        clock().advance(MINUTE);
        CheckOutcome last = check(ANN, "song");
        assertThat(level(last)).isEqualTo("all");
        assertThat(quota(last)).isEqualTo(quota(10, 0, 0, T0 + MINUTE + HOUR));
        assertThat(last.policy())
                .as("still the requested action's")
                .extracting(Policy::action)
                .isEqualTo("song");
    }

    @Test
    default void ofLevelsWithTheSameLeftTheFirstIsTold() {
        policies(
                Policy.of("a", Limit.slidingWindow(3, Duration.ofHours(1))).cascadingTo("b", "c"),
                Policy.of("b", Limit.fixedWindow(2, Duration.ofHours(1))),
                Policy.of("c", Limit.slidingWindow(2, Duration.ofHours(1))));
        assertThat(level(check(ANN, "a"))).isEqualTo("b");
    }

    @Test
    default void ifOneLevelHasNoRoomNoneIsConsumed() {
        songsWithinAll();
        check(ANN, "all", 10);
        CheckOutcome denied = check(ANN, "song");

        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(level(denied)).isEqualTo("all");
        assertThat(quota(denied)).isEqualTo(quota(10, 0, HOUR, T0 + HOUR));
        assertThat(detail(ANN).quotas()).as("song is untouched").hasSize(1);

        CheckOutcome own = check(BOB, "song", 3);
        assertThat(own.reason()).isEqualTo(Reason.ALLOWED);
        assertThat(level(check(BOB, "song"))).isEqualTo("song");
        assertThat(quota(peek(BOB, "all")).remaining())
                .as("3 used, 1 by the peek")
                .isEqualTo(6);
    }

    @Test
    default void aDenialTellsOfTheLevelThatMakesTheUserWaitLongest() {
        songsWithinAll();
        check(ANN, "song", 3);
        check(ANN, "all", 7);

        CheckOutcome denied = check(ANN, "song");
        assertThat(level(denied)).isEqualTo("all");
        assertThat(denied.retryAfterMs()).isEqualTo(HOUR);
        assertThat(denied.applied())
                .isEqualTo(AppliedLimit.of(Policy.of("all", Limit.slidingWindow(10, Duration.ofHours(1)))));
    }

    @Test
    default void ofLevelsThatWaitEquallyLongTheFirstIsTold() {
        policies(
                Policy.of("a", Limit.slidingWindow(1, Duration.ofHours(1))).cascadingTo("b"),
                Policy.of("b", Limit.slidingWindow(1, Duration.ofHours(1))));
        check(ANN, "a");
        assertThat(level(check(ANN, "a"))).isEqualTo("a");
    }

    @Test
    default void theViolationIsTheRequestedActionsAndNamesTheLevelThatFailed() {
        policies(
                Policy.of("song", Limit.slidingWindow(3, Duration.ofMinutes(1)))
                        .withPoints(7)
                        .cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(10, Duration.ofHours(1))).withPoints(99));
        check(ANN, "all", 10);
        CheckOutcome denied = check(ANN, "song", 2);

        assertThat(denied.score()).as("the points of song").isEqualTo(7);
        Violation violation = detail(ANN).history().getFirst();
        assertThat(violation.action()).isEqualTo("song");
        assertThat(violation.level()).isEqualTo("all");
        assertThat(violation.limit()).isEqualTo(Limit.slidingWindow(10, Duration.ofHours(1)));
        assertThat(violation.cost()).isEqualTo(2);
        assertThat(violation.retryAfterMs()).isEqualTo(HOUR);
        assertThat(summary(ANN).lastAction()).isEqualTo("song");
        assertThat(eventTypes()).containsExactly("RATE_LIMIT_EXCEEDED_SONG");
        assertThat(store().moderation().actionCounts())
                .containsExactly(new ActionCount("all", 1, 0, 0, 0), new ActionCount("song", 0, 1, 1, 0));
    }

    @Test
    default void aCascadeGoesOnTransitivelyAndMeetsEachLevelOnce() {
        policies(
                Policy.of("a", Limit.slidingWindow(9, Duration.ofHours(1))).cascadingTo("b", "c"),
                Policy.of("b", Limit.slidingWindow(8, Duration.ofHours(1))).cascadingTo("d"),
                Policy.of("c", Limit.slidingWindow(7, Duration.ofHours(1))).cascadingTo("d"),
                Policy.of("d", Limit.slidingWindow(6, Duration.ofHours(1))));
        CheckOutcome outcome = check(ANN, "a");
        assertThat(level(outcome)).isEqualTo("d");
        assertThat(quota(outcome).remaining()).as("once, though two lead to it").isEqualTo(5);
        check(5, ANN, "a");
        assertThat(level(check(ANN, "a"))).isEqualTo("d");
        assertThat(detail(ANN).quotas())
                .extracting(it -> it.quota().remaining())
                .containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    default void anActionWithoutAPolicyIsLeftOutOfACascade() {
        policies(Policy.of("a", Limit.slidingWindow(2, Duration.ofHours(1))).cascadingTo("nothing"));
        assertThat(level(check(ANN, "a"))).isEqualTo("a");
        assertThat(quota(check(ANN, "a"))).isEqualTo(quota(2, 0, 0, T0 + HOUR));

        limit("nothing", Limit.slidingWindow(1, Duration.ofHours(2)));
        check(ANN, "nothing");
        clock().advance(HOUR);
        assertThat(level(check(ANN, "a"))).as("it has one now").isEqualTo("nothing");
    }

    @Test
    default void theDelayIsTheLongestOfAnyLevel() {
        policies(
                Policy.of("a", Limit.leakyBucket(10, Duration.ofSeconds(10))).cascadingTo("b", "c"),
                Policy.of("b", Limit.leakyBucket(10, Duration.ofSeconds(50))),
                Policy.of("c", Limit.slidingWindow(5, Duration.ofSeconds(1))));
        check(ANN, "a", 2);

        CheckOutcome second = check(ANN, "a");
        assertThat(level(second)).as("least left").isEqualTo("c");
        assertThat(quota(second)).as("2 before it, 5 s each").isEqualTo(new Quota(5, 2, 0L, T0 + 1_000, 10_000));
    }

    @Test
    default void aCostOverAnyLevelsCapacityIsAUsageErrorThatNamesIt() {
        policies(
                Policy.of("song", Limit.slidingWindow(50, Duration.ofMinutes(1)))
                        .cascadingTo("all"),
                Policy.of("all", Limit.slidingWindow(10, Duration.ofHours(1))));
        assertThatThrownBy(() -> check(ANN, "song", 11))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ")
                .hasMessageContaining("all");
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(check(ANN, "song", 10).reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void bannedAndBlockedUsersSeeTheActionsOwnLimit() {
        songsWithinAll();
        check(ANN, "all", 10);
        banForGood(ANN);
        CheckOutcome banned = check(ANN, "song");
        assertThat(level(banned)).isEqualTo("song");
        assertThat(quota(banned)).isEqualTo(quota(3, 3, 0, T0));
    }

    @Test
    default void peekForeseesACascade() {
        songsWithinAll();
        check(ANN, "all", 9);
        assertThat(peek(ANN, "song")).isEqualTo(peek(ANN, "song"));
        assertThat(level(peek(ANN, "song"))).isEqualTo("all");
        assertThat(quota(peek(ANN, "song")).remaining()).isZero();
        assertThat(check(ANN, "song").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(peek(ANN, "song").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void aChangedCascadeIsInForceAtTheNextCheck() {
        songsWithinAll();
        check(ANN, "all", 10);
        change(new PolicyChange.Put(Policy.of("song", Limit.slidingWindow(3, Duration.ofMinutes(1)))));
        assertThat(check(ANN, "song").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(store().limiter().policies().levels("song"))
                .extracting(Policy::action)
                .isEqualTo(List.of("song"));
    }
}
