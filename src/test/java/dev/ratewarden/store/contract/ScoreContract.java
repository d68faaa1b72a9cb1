package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A violation adds points x (1 + 0.5 x n); tiers; the block, and how decay ends it. */
public interface ScoreContract extends StoreFixture {

    @Test
    default void fiveViolationsOfPackCreateGiveTheDocumentsScoresAndTheBlock() {
        policies(StandardPolicies.all().toArray(Policy[]::new));
        check(5, ANN, "pack_create");

        double[] scores = {10, 25, 45, 70, 100};
        Tier[] tiers = {Tier.NORMAL, Tier.NORMAL, Tier.NORMAL, Tier.CAUTION, Tier.BLOCKED};
        for (int i = 0; i < 5; i++) {
            CheckOutcome violation = check(ANN, "pack_create");
            double before = i == 0 ? 0 : scores[i - 1];
            assertThat(violation.reason()).isEqualTo(Reason.LIMITED);
            assertThat(violation.score()).isEqualTo(scores[i]);
            assertThat(violation.tier()).isEqualTo(tiers[i]);
            assertThat(violation.violations()).isEqualTo(i + 1);
            assertThat(violation.penalty())
                    .isEqualTo(new Penalty(10, i, scores[i] - before, before, scores[i], i == 4));
        }

        CheckOutcome blocked = check(ANN, "pack_create");
        assertThat(blocked.reason()).isEqualTo(Reason.BLOCKED);
        assertThat(blocked.score()).as("does not rise further").isEqualTo(100);
        assertThat(blocked.tier()).isEqualTo(Tier.BLOCKED);
        assertThat(blocked.violations()).isEqualTo(5);
        assertThat(blocked.penalty()).isNull();
    }

    @Test
    default void aBlockedUserIsDeniedEveryAction() {
        driveToBlock(ANN);
        onceADay("other");

        assertThat(check(ANN, "other").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(check(ANN, "unknown").reason()).as("even without a policy").isEqualTo(Reason.BLOCKED);
        assertThat(quota(check(ANN, "other"))).as("the untouched standing").isEqualTo(quota(1, 1, 0, T0));
        assertThat(check(BOB, "other").reason()).isEqualTo(Reason.ALLOWED);
    }

    @Test
    default void withoutDecayABlockNeverEndsByWaiting() {
        driveToBlock(ANN);
        assertThat(check(ANN, "storm").retryAfterMs()).isNull();
        assertThat(check(ANN, "storm").block()).isEqualTo(new Block(T0, null));

        clock().advance(3_000 * DAY);
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    default void theViolationThatSetsABlockForGoodSaysThatWaitingIsNoHelp() {
        onceADay("act");
        check(5, ANN, "act");
        assertThat(check(ANN, "act").retryAfterMs()).isNull();
    }

    @Test
    default void violationsOfAllActionsEscalateTogether() {
        onceADay("act");
        onceADay("other");
        check(2, ANN, "act");
        check(ANN, "other");

        assertThat(check(ANN, "other").score()).isEqualTo(25);
    }

    @Test
    default void aViolationCountsAsARepeatForOneHourExclusively() {
        onceADay("act");
        check(2, ANN, "act");

        clock().set(T0 + HOUR - 1);
        assertThat(penalty(check(ANN, "act")).repeats())
                .as("1 ms under an hour ago")
                .isEqualTo(1);
        clock().set(T0 + HOUR);
        assertThat(penalty(check(ANN, "act")).repeats())
                .as("the first is an hour old")
                .isEqualTo(1);
        clock().set(T0 + 2 * HOUR);
        assertThat(penalty(check(ANN, "act")).repeats())
                .as("the third is an hour old")
                .isEqualTo(0);
    }

    @Test
    default void aPolicyThatDoesNotEscalateAddsItsPointsEachTime() {
        policies(new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 7, false));
        check(3, ANN, "act");

        CheckOutcome third = check(ANN, "act");
        assertThat(third.score()).isEqualTo(21);
        assertThat(third.penalty()).isEqualTo(new Penalty(7, 2, 7, 14, 21, false));
    }

    @Test
    default void aPolicyOfZeroPointsRecordsViolationsWithoutAScore() {
        policies(new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 0, true));
        check(50, ANN, "act");

        assertThat(summary(ANN).score()).isZero();
        assertThat(summary(ANN).violations()).isEqualTo(49);
        assertThat(detail(ANN).history()).hasSize(49);
    }

    @Test
    default void repeatsAreCappedAtNinetyNine() {
        policies(
                new Policy("free", Limit.slidingWindow(1, Duration.ofDays(1)), 0, true),
                new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 1, true));
        check(151, ANN, "free");
        check(ANN, "act");

        assertThat(check(ANN, "act").penalty()).isEqualTo(new Penalty(1, 99, 50.5, 0, 50.5, false));
        assertThat(detail(ANN).history()).as("the last hundred").hasSize(100);
        assertThat(summary(ANN).violations()).isEqualTo(151);
    }

    @Test
    default void tiersBeginAtFiftyAndSeventyFive() {
        rules(new ScoreRules(1_000, 75, 0));
        policies(
                new Policy("one", Limit.slidingWindow(1, Duration.ofDays(1)), 1, false),
                new Policy("near", Limit.slidingWindow(1, Duration.ofDays(1)), 49, false),
                new Policy("gap", Limit.slidingWindow(1, Duration.ofDays(1)), 24, false));
        check(ANN, "one");
        check(ANN, "near");
        check(ANN, "gap");

        assertThat(check(ANN, "near").tier()).as("49").isEqualTo(Tier.NORMAL);
        assertThat(check(ANN, "one").tier()).as("50").isEqualTo(Tier.CAUTION);
        assertThat(check(ANN, "gap").tier()).as("74").isEqualTo(Tier.CAUTION);
        assertThat(check(ANN, "one").tier()).as("75").isEqualTo(Tier.WARNING);
    }

    @Test
    default void aScoreDecaysByTheMillisecond() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        onceADay("act");
        check(3, ANN, "act");

        clock().advance(HOUR / 2);
        assertThat(summary(ANN).score()).isEqualTo(20);
        clock().advance(1);
        assertThat(summary(ANN).score()).as("10/3600000 of a point less").isEqualTo(19.999997);
        clock().set(T0 + 10 * HOUR);
        assertThat(summary(ANN).score()).as("never below 0").isZero();
        assertThat(peek(ANN, "dance").score()).isZero();
        assertThat(snapshot().decayPerHour()).isEqualTo(10);
    }

    @Test
    default void aViolationAddsToTheDecayedScore() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(4));
        onceADay("act");
        check(2, ANN, "act");
        clock().advance(HOUR);

        assertThat(penalty(check(ANN, "act"))).isEqualTo(new Penalty(10, 0, 10, 6, 16, false));
    }

    @Test
    default void decayEndsABlockAtTheExactMillisecond() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        CheckOutcome blocked = check(ANN, "dance");
        long until =
                Objects.requireNonNull(Objects.requireNonNull(blocked.block()).untilMs());
        // 25 points at 10 an hour are 9,000,000 ms; the score must show as below 75, which takes 1 ms more.
        assertThat(until).isEqualTo(T0 + 9_000_001);
        assertThat(blocked.retryAfterMs()).isEqualTo(9_000_001);

        clock().set(until - 1);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(summary(ANN).tier()).isEqualTo(Tier.BLOCKED);
        assertThat(summary(ANN).score()).isEqualTo(75);
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);

        clock().set(until);
        assertThat(summary(ANN).block()).isNull();
        assertThat(summary(ANN).tier()).isEqualTo(Tier.CAUTION);
        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void whileABlockLastsTheTierIsBlockedWhateverTheScore() {
        rules(new ScoreRules(100, 20, 10));
        driveToBlock(ANN);

        clock().advance(6 * HOUR);
        assertThat(summary(ANN).score()).isEqualTo(40);
        assertThat(check(ANN, "dance").tier()).isEqualTo(Tier.BLOCKED);
        assertThat(snapshot().statistics().highAbuse())
                .as("40 is no high abuse")
                .isZero();
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);
    }

    @Test
    default void aUserWhoViolatesAgainAfterABlockCanBeBlockedAgain() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        long until = T0 + 9_000_001;
        clock().set(until);

        assertThat(check(ANN, "storm").tier()).as("75 + 10").isEqualTo(Tier.WARNING);
        CheckOutcome again = check(ANN, "storm");
        assertThat(again.score()).isEqualTo(99.999997);
        assertThat(again.block()).isNull();
        assertThat(check(ANN, "storm").block()).isEqualTo(new Block(until, until + 16_200_000));
    }

    @Test
    default void aScoreShownAsOneHundredBlocksThoughItsSumIsAHairBelow() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(0.001));
        policies(new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 50, false));
        check(2, ANN, "act");
        clock().advance(1);

        CheckOutcome second = check(ANN, "act");
        assertThat(second.score()).as("50 - 2.8e-10 + 50, rounded to 1e-6").isEqualTo(100);
        assertThat(second.tier()).isEqualTo(Tier.BLOCKED);
    }

    @Test
    default void historyKeepsTheLastHundredNewestFirstWithTheirFigures() {
        Limit limit = Limit.slidingWindow(2, Duration.ofDays(1));
        policies(new Policy("act", limit, 0, false));
        check(ANN, "act", 2);
        for (int i = 1; i <= 105; i++) {
            clock().advance(1_000);
            check(ANN, "act", 1 + i % 2);
        }

        List<Violation> history = detail(ANN).history();
        assertThat(history).hasSize(100);
        assertThat(history.getFirst())
                .isEqualTo(new Violation(
                        T0 + 105_000,
                        "act",
                        2,
                        "act",
                        limit,
                        DAY - 105_000,
                        new Penalty(0, 99, 0, 0, 0, false),
                        null,
                        false));
        assertThat(history.getLast().atMs()).isEqualTo(T0 + 6_000);
        assertThat(summary(ANN).lastAction()).isEqualTo("act");
        assertThat(summary(ANN).lastViolationAtMs()).isEqualTo(T0 + 105_000);
    }

    private static Penalty penalty(CheckOutcome outcome) {
        return Objects.requireNonNull(outcome.penalty());
    }
}
