package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Statistics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a check answers, counts and leaves behind; what a peek does not; when a user should hear of a denial. */
public interface CheckContract extends StoreFixture {

    @Test
    default void anAllowedCheckCarriesAllItsFigures() {
        Policy policy = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
        policies(policy);

        assertThat(check(ANN, "pack_create"))
                .isEqualTo(new CheckOutcome(
                        Reason.ALLOWED,
                        T0,
                        policy,
                        AppliedLimit.of(policy),
                        quota(5, 4, 0, T0 + 12 * MINUTE),
                        0,
                        Tier.NORMAL,
                        0,
                        false,
                        null,
                        null,
                        null,
                        false));
    }

    @Test
    default void anActionWithoutAPolicyIsAllowedUnpolicedAndCounted() {
        assertThat(check(ANN, "dance", 1_000_000))
                .isEqualTo(new CheckOutcome(
                        Reason.UNPOLICED, T0, null, null, null, 0, Tier.NORMAL, 0, false, null, null, null, false));
        assertThat(snapshot().statistics()).isEqualTo(new Statistics(1, 0, 0, 0, 0, 1, 0));
    }

    @Test
    default void everyCheckAddsExactlyOneToAllowedOrDenied() {
        onceADay("act");
        check(3, ANN, "act");
        check(2, BOB, "dance");
        banForGood(CID);
        check(4, CID, "act");
        check(1, CID, "dance");
        peek(ANN, "act");

        assertThat(snapshot().statistics()).isEqualTo(new Statistics(3, 0, 0, 1, 2, 3, 7));
    }

    @Test
    default void blockedChecksAreDeniedButNoViolations() {
        driveToBlock(ANN);
        check(10, ANN, "storm");

        assertThat(snapshot().statistics()).isEqualTo(new Statistics(1, 1, 1, 0, 5, 1, 15));
        assertThat(summary(ANN).violations()).isEqualTo(5);
    }

    @Test
    default void eachUserAndActionHasALimitOfItsOwn() {
        onceADay("act");
        onceADay("other");
        check(ANN, "act");

        assertThat(check(BOB, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "other").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void aUserIsTrackedFromTheFirstCheckAndSeenAtTheLatest() {
        assertThat(store().moderation().user(ANN)).isEmpty();
        check(ANN, "dance");
        clock().advance(5_000);
        check(ANN, "dance");

        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0 + 5_000);
        assertThat(detail(ANN).nowMs()).isEqualTo(T0 + 5_000);
    }

    @Test
    default void peekConsumesCountsAndRecordsNothing() {
        onceADay("act");
        for (int i = 0; i < 3; i++) {
            assertThat(peek(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        }
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(snapshot().statistics()).isEqualTo(new Statistics(0, 0, 0, 0, 0, 0, 0));
        assertThat(snapshot().minutes()).isEmpty();

        check(ANN, "act");
        var before = detail(ANN);
        for (int i = 0; i < 10; i++) {
            assertThat(peek(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
        }
        assertThat(detail(ANN)).isEqualTo(before);
        assertThat(events()).isEmpty();
    }

    @Test
    default void peekAnswersWhatTheNextCheckWillAnswer() {
        for (Policy policy : StandardPolicies.all()) {
            policies(policy);
            for (int i = 0; i < 110; i++) {
                var peeked = peek(ANN, policy.action());
                var checked = check(ANN, policy.action());
                assertThat(decided(peeked)).as("%s %d", policy.action(), i).isEqualTo(decided(checked));
                assertThat(peeked.penalty()).isNull();
            }
            reset(ANN);
        }
    }

    /** All but what the recording of a violation adds. */
    private static List<Object> decided(CheckOutcome it) {
        return Arrays.asList(it.reason(), it.nowMs(), it.policy(), it.quota(), it.notifyUser(), it.ban());
    }

    @Test
    default void aPeekShowsTheScoreThatTheUserHas() {
        onceADay("act");
        check(3, ANN, "act");
        var peeked = peek(ANN, "act");

        assertThat(peeked.reason()).isEqualTo(Reason.LIMITED);
        assertThat(peeked.score()).as("no violation is recorded").isEqualTo(25);
        assertThat(peeked.violations()).isEqualTo(2);
    }

    @Test
    default void aCostOverTheCapacityIsAUsageErrorAndWritesNothing() {
        limit("bucket", Limit.tokenBucket(3, Duration.ofHours(1), 5));
        limit("window", Limit.slidingWindow(3, Duration.ofHours(1)));

        assertThat(check(ANN, "bucket", 5).reason()).isEqualTo(Reason.ALLOWED);
        assertThatThrownBy(() -> check(BOB, "bucket", 6))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
        assertThatThrownBy(() -> check(BOB, "window", 4))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
        assertThatThrownBy(() -> peek(BOB, "window", Long.MAX_VALUE))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");

        assertThat(store().moderation().user(BOB)).isEmpty();
        assertThat(snapshot().statistics()).isEqualTo(new Statistics(1, 0, 0, 0, 0, 1, 0));
        assertThat(events()).isEmpty();
    }

    @Test
    default void aDeniedCostConsumesNothing() {
        limit("act", Limit.slidingWindow(10, Duration.ofHours(1)));
        check(ANN, "act", 8);
        check(ANN, "act", 3);

        assertThat(quota(check(ANN, "act", 2)).remaining()).isZero();
    }

    @Test
    default void theUserHearsOfTheFirstDenialUntilItsRetryAfterHasPassed() {
        limit("act", Limit.slidingWindow(1, Duration.ofSeconds(10)));
        assertThat(check(ANN, "act").notifyUser()).as("allowed").isFalse();

        assertThat(check(ANN, "act").notifyUser()).as("first denial").isTrue();
        clock().advance(9_999);
        assertThat(check(ANN, "act").notifyUser()).as("still waiting").isFalse();
        clock().advance(1);
        assertThat(check(ANN, "act").notifyUser()).as("allowed again").isFalse();
        assertThat(check(ANN, "act").notifyUser()).as("a new denial").isTrue();
    }

    @Test
    default void eachActionNotifiesByItself() {
        onceADay("act");
        onceADay("other");
        check(2, ANN, "act");
        check(ANN, "other");

        assertThat(check(ANN, "other").notifyUser()).isTrue();
        assertThat(check(ANN, "act").notifyUser()).isFalse();
    }

    @Test
    default void aDenialThatNeverEndsIsToldOnce() {
        banForGood(ANN);
        assertThat(check(ANN, "dance").notifyUser()).isTrue();
        clock().advance(300 * DAY);
        assertThat(check(ANN, "dance").notifyUser()).isFalse();
    }

    @Test
    default void aModeratorsActionLetsTheNextDenialBeTold() {
        onceADay("act");
        check(3, ANN, "act");
        assertThat(check(ANN, "act").notifyUser()).isFalse();
        ban(ANN, Duration.ofHours(1));

        assertThat(check(ANN, "act").notifyUser()).isTrue();
        assertThat(check(ANN, "act").notifyUser()).isFalse();
    }
}
