package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.Statistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Limits on trial, and the switch that puts all of them on trial or off: they count what they would deny, and deny nothing. */
public interface ShadowContract extends StoreFixture {

    private static Policy onTrial(String action, int limit) {
        return Policy.of(action, Limit.slidingWindow(limit, Duration.ofHours(1)))
                .onTrial();
    }

    // --- a policy on trial beside the enforced one

    @Test
    default void aTrialThatWouldDenyIsCountedAndLetsTheCheckPass() {
        policies(Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1))), onTrial("act", 2));
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);

        CheckOutcome third = check(ANN, "act");
        assertThat(third.reason()).isEqualTo(Reason.SHADOWED);
        assertThat(third.policy()).isEqualTo(store().limiter().policies().policy("act"));
        assertThat(quota(third)).as("the enforced limit's").isEqualTo(quota(5, 2, 0, T0 + HOUR));
        assertThat(third.retryAfterMs()).isZero();
        assertThat(third.notifyUser()).isFalse();
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 3, 0, 0, 1));
        assertThat(summary(ANN).violations()).isZero();
        assertThat(summary(ANN).score()).isZero();
        assertThat(events()).isEmpty();
        assertThat(snapshot().statistics()).isEqualTo(new Statistics(1, 0, 0, 0, 0, 3, 0));
    }

    @Test
    default void aTrialThatWouldDenyConsumesNothingOfItsOwn() {
        policies(Policy.of("act", Limit.slidingWindow(50, Duration.ofHours(1))), onTrial("act", 3));
        check(ANN, "act", 2);
        assertThat(check(ANN, "act", 2).reason()).isEqualTo(Reason.SHADOWED);
        assertThat(check(ANN, "act", 1).reason()).as("one is left").isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void aTrialIsLookedAtBesideADenialToo() {
        policies(Policy.of("act", Limit.slidingWindow(2, Duration.ofDays(1))), onTrial("act", 3));
        check(2, ANN, "act");
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
        assertThat(counted("act").wouldDeny())
                .as("the trial had room for three")
                .isZero();
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 2, 2, 2, 1));
    }

    @Test
    default void aTrialOfAnActionWithoutAPolicyLeavesItUnpoliced() {
        policies(onTrial("act", 1));
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.UNPOLICED);

        CheckOutcome second = check(ANN, "act");
        assertThat(second.reason()).isEqualTo(Reason.SHADOWED);
        assertThat(second.policy()).isNull();
        assertThat(second.applied()).isNull();
        assertThat(second.quota()).isNull();
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 2, 0, 0, 1));
    }

    @Test
    default void aCostOverATrialsCapacityIsNoUsageError() {
        policies(Policy.of("act", Limit.slidingWindow(50, Duration.ofHours(1))), onTrial("act", 3));
        assertThat(check(ANN, "act", 4).reason()).isEqualTo(Reason.SHADOWED);
        policies(onTrial("only", 3));
        assertThat(check(ANN, "only", 4).reason()).isEqualTo(Reason.SHADOWED);
    }

    @Test
    default void aTrialIsNoLevelOfACascade() {
        policies(Policy.of("song", Limit.slidingWindow(50, Duration.ofHours(1))).cascadingTo("all"), onTrial("all", 1));
        check(3, ANN, "song");
        assertThat(counted("song").wouldDeny()).isZero();
        assertThat(check(ANN, "all").reason()).as("its own first").isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void aTrialIsNotLookedAtForTheExemptTheBannedAndTheBlocked() {
        policies(onTrial("act", 1), Policy.of("act", Limit.slidingWindow(50, Duration.ofDays(1))));
        exemptForGood(ANN);
        banForGood(BOB);
        driveToBlock(CID);
        check(3, ANN, "act");
        check(3, BOB, "act");
        check(3, CID, "act");
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 3, 6, 0, 0));
    }

    @Test
    default void aTrialKnowsRoleAndScoreButNotTheUsersOwnLimit() {
        policies(
                Policy.of("act", Limit.slidingWindow(50, Duration.ofHours(1))),
                onTrial("act", 2).withRole("vip", 2));
        override(ANN, "act", 40);
        for (int i = 0; i < 4; i++) {
            assertThat(checkAs("vip", ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        }
        assertThat(checkAs("vip", ANN, "act").reason()).isEqualTo(Reason.SHADOWED);
    }

    @Test
    default void aResetRefillsATrialToo() {
        policies(onTrial("act", 1));
        check(2, ANN, "act");
        reset(ANN);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void peekForeseesATrialAndCountsNothing() {
        policies(Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1))), onTrial("act", 1));
        assertThat(peek(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        check(ANN, "act");
        for (int i = 0; i < 3; i++) {
            assertThat(peek(ANN, "act").reason()).isEqualTo(Reason.SHADOWED);
        }
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 1, 0, 0, 0));
    }

    @Test
    default void quotasDoNotListTrials() {
        policies(onTrial("act", 3));
        check(ANN, "act");
        assertThat(detail(ANN).quotas()).isEmpty();
    }

    // --- all policies on trial

    @Test
    default void onTrialEveryLimitLetsPassWhatItWouldDeny() {
        onceADay("act");
        enforce(Enforcement.SHADOW);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);

        CheckOutcome second = check(ANN, "act");
        assertThat(second.reason()).isEqualTo(Reason.SHADOWED);
        assertThat(quota(second)).as("as it would be denied").isEqualTo(quota(1, 0, DAY, T0 + DAY));
        assertThat(second.retryAfterMs()).as("allowed").isZero();
        assertThat(second.penalty()).isNull();
        assertThat(second.notifyUser()).isFalse();
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 2, 0, 0, 1));
        assertThat(summary(ANN).score()).isZero();
        assertThat(detail(ANN).history()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    default void onTrialABlockedUserPassesAndConsumesWhereThereIsRoom() {
        driveToBlock(ANN);
        limit("act", Limit.slidingWindow(2, Duration.ofHours(1)));
        enforce(Enforcement.SHADOW);

        CheckOutcome first = check(ANN, "act");
        assertThat(first.reason()).as("a block would have denied it").isEqualTo(Reason.SHADOWED);
        assertThat(quota(first)).isEqualTo(quota(2, 1, 0, T0 + HOUR));
        assertThat(first.tier()).isEqualTo(Tier.BLOCKED);
        assertThat(first.block()).isNotNull();
        assertThat(check(ANN, "unknown").reason()).isEqualTo(Reason.SHADOWED);
        assertThat(check(ANN, "unknown").quota()).isNull();
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 1, 0, 0, 1));
        assertThat(counted("unknown")).isEqualTo(new ActionCount("unknown", 2, 0, 0, 2));
        assertThat(eventTypes()).as("none of the checks on trial").hasSize(6);

        enforce(Enforcement.ENFORCE);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    default void onTrialACheckIsCountedOnceThoughBothLimitsWouldDenyIt() {
        policies(Policy.of("act", Limit.slidingWindow(1, Duration.ofHours(1))), onTrial("act", 1));
        enforce(Enforcement.SHADOW);
        check(2, ANN, "act");
        assertThat(counted("act").wouldDeny()).isEqualTo(1);
    }

    @Test
    default void onTrialBansHold() {
        banForGood(ANN);
        enforce(Enforcement.SHADOW);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.BANNED);
    }

    @Test
    default void onTrialACostOverTheCapacityIsStillAUsageError() {
        onceADay("act");
        enforce(Enforcement.SHADOW);
        assertThatThrownBy(() -> check(ANN, "act", 2)).hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
    }

    @Test
    default void whatWasConsumedOnTrialCountsOnceLimitsAreEnforced() {
        limit("act", Limit.slidingWindow(3, Duration.ofHours(1)));
        enforce(Enforcement.SHADOW);
        check(2, ANN, "act");
        enforce(Enforcement.ENFORCE);
        assertThat(quota(check(ANN, "act")).remaining()).isZero();
    }

    // --- switched off

    @Test
    default void switchedOffNothingIsLookedAtButBansAndExemptions() {
        onceADay("act");
        policies(onTrial("act", 1));
        driveToBlock(ANN);
        banForGood(BOB);
        exemptForGood(CID);
        enforce(Enforcement.OFF);

        CheckOutcome off = check(ANN, "act", 1_000);
        assertThat(off.reason()).isEqualTo(Reason.UNPOLICED);
        assertThat(off.policy()).isNull();
        assertThat(off.applied()).isNull();
        assertThat(off.quota()).isNull();
        assertThat(off.block()).as("it is there, but not looked at").isNotNull();
        assertThat(off.tier()).isEqualTo(Tier.BLOCKED);
        CheckOutcome banned = check(BOB, "act", 1_000);
        assertThat(banned.reason()).isEqualTo(Reason.BANNED);
        assertThat(banned.policy()).isNull();
        assertThat(banned.quota()).isNull();
        assertThat(check(CID, "act", 1_000).reason()).isEqualTo(Reason.EXEMPT);
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 2, 1, 0, 0));
        assertThat(peek("nobody", "act", 1_000).reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void switchedOnAgainLimitsAreAsTheyWereLeft() {
        limit("act", Limit.slidingWindow(3, Duration.ofHours(1)));
        check(2, ANN, "act");
        enforce(Enforcement.OFF);
        check(10, ANN, "act");
        enforce(Enforcement.ENFORCE);
        assertThat(quota(check(ANN, "act")).remaining()).isZero();
    }

    // --- counts by action

    @Test
    default void actionsAreCountedEachByItselfInTheOrderOfTheirNames() {
        onceADay("b");
        onceADay("a.1");
        check(3, ANN, "b");
        check(2, BOB, "b");
        check(1, ANN, "a.1");
        check(2, ANN, "dance");

        assertThat(store().moderation().actionCounts())
                .containsExactly(
                        new ActionCount("a.1", 1, 0, 0, 0),
                        new ActionCount("b", 2, 3, 3, 0),
                        new ActionCount("dance", 2, 0, 0, 0));
    }

    @Test
    default void nothingWasCountedAtFirst() {
        onceADay("act");
        assertThat(store().moderation().actionCounts()).isEmpty();
    }
}
