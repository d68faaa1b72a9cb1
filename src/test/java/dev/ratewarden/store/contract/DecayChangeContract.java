package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A change of the decay begins 10 s later; scores, lists and blocks follow it without being rewritten. */
public interface DecayChangeContract extends StoreFixture {

    long LEAD = DecayClock.LEAD_MS;

    private void decay(double perHour) {
        changeRules(store().limiter().policies().scoreRules().withDecayPerHour(perHour));
    }

    @Test
    default void aChangedDecayBeginsTenSecondsLater() {
        onceADay("act");
        check(4, ANN, "act");
        clock().advance(HOUR);
        decay(36);
        assertThat(store().limiter().policies().scoreRules().decayPerHour()).isEqualTo(36);
        clock().advance(LEAD);
        assertThat(summary(ANN).score()).as("nothing is lost yet").isEqualTo(45);
        clock().advance(MINUTE);
        assertThat(summary(ANN).score()).isEqualTo(44.4);
        clock().advance(HOUR);
        assertThat(summary(ANN).score()).isEqualTo(8.4);
    }

    @Test
    default void whatWasLostBeforeStaysLost() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        onceADay("act");
        check(4, ANN, "act");
        clock().advance(2 * HOUR - LEAD);
        decay(0);
        clock().advance(LEAD);
        assertThat(summary(ANN).score()).isEqualTo(25);
        clock().advance(500 * DAY);
        assertThat(summary(ANN).score()).isEqualTo(25);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").score()).isEqualTo(35);
    }

    @Test
    default void aUserSeenNeitherBeforeNorAfterTheChangeIsScoredByBothRates() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(4));
        onceADay("act");
        check(5, ANN, "act");
        clock().advance(5 * HOUR - LEAD);
        decay(10);
        clock().advance(LEAD + HOUR);
        assertThat(summary(ANN).score()).as("70 - 20 - 10").isEqualTo(40);
        assertThat(snapshot().statistics().highAbuse()).isZero();
        assertThat(ids(UserQuery.highAbuse(10))).isEmpty();
    }

    @Test
    default void aFasterDecayEndsABlockEarlierAndASlowerOneLater() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        clock().advance(HOUR - LEAD);
        decay(1_000);
        // 10 points are lost by then, 15 remain.
        long until = T0 + HOUR + 54_001;
        assertThat(summary(ANN).block()).isEqualTo(new Block(T0, until));
        clock().set(until - 1);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(1);
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);
        clock().set(until);
        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);

        driveToBlock(BOB);
        decay(10);
        assertThat(Objects.requireNonNull(summary(BOB).block()).untilMs())
                .as("2.8 points in the 10 s before, the others slowly")
                .isGreaterThan(clock().millis() + 2 * HOUR);
    }

    @Test
    default void withoutDecayABlockIsForGoodUntilThereIsSome() {
        driveToBlock(ANN);
        assertThat(Objects.requireNonNull(summary(ANN).block()).untilMs()).isNull();
        clock().advance(DAY);
        decay(10);
        assertThat(summary(ANN).block()).isEqualTo(new Block(T0, T0 + DAY + LEAD + 9_000_001));
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(LEAD + 9_000_001);
    }

    @Test
    default void aBlockThatDecayWouldHaveEndedIsForGoodOnceThereIsNone() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        clock().advance(HOUR);
        decay(0);
        assertThat(Objects.requireNonNull(summary(ANN).block()).untilMs()).isNull();
        clock().advance(500 * DAY);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(summary(ANN).tier()).isEqualTo(Tier.BLOCKED);
    }

    @Test
    default void aBlockThatIsOverDoesNotComeBackWhileAnotherRateIsPending() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        clock().advance(3 * HOUR);
        decay(0);
        clock().advance(LEAD);
        decay(10);
        assertThat(summary(ANN).block()).isNull();
        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void thresholdsChangeAtOnceAndLeaveTheDecayAlone() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        onceADay("act");
        check(4, ANN, "act");
        DecayClock before = store().limiter().policies().decay();
        changeRules(new ScoreRules(50, 20, 10));
        assertThat(store().limiter().policies().decay()).isEqualTo(before);
        assertThat(summary(ANN).block()).as("only a violation blocks").isNull();
        assertThat(check(ANN, "act").block()).as("70 points, 50 until 20").isEqualTo(new Block(T0, T0 + 5 * HOUR + 1));
    }

    @Test
    default void blocksThatAreSetStayAsTheyAreWhenThresholdsChange() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        changeRules(new ScoreRules(1_000, 1, 10));
        assertThat(summary(ANN).block()).isEqualTo(new Block(T0, T0 + 9_000_001));
        assertThat(ids(UserQuery.tier(Tier.BLOCKED, 10))).containsExactly(ANN);
    }

    @Test
    default void aBlockBelowTodaysThresholdStaysInTheLists() {
        rules(new ScoreRules(100, 20, 10));
        driveToBlock(ANN);
        changeRules(new ScoreRules(100, 90, 10));
        clock().advance(6 * HOUR);
        assertThat(summary(ANN).score()).isEqualTo(40);
        assertThat(ids(UserQuery.highAbuse(10))).containsExactly(ANN);
        assertThat(ids(UserQuery.tier(Tier.BLOCKED, 10))).containsExactly(ANN);
    }

    @Test
    default void anotherChangeOfTheDecayIsRefusedUntilTheFirstHasBegun() {
        decay(10);
        clock().advance(LEAD - 1);
        assertThatThrownBy(() -> decay(20)).isInstanceOf(ActionRefusedException.class);
        assertThat(store().limiter().policies().scoreRules().decayPerHour()).isEqualTo(10);
        changeRules(new ScoreRules(50, 20, 10));
        assertThat(store().limiter().policies().scoreRules().blockAt())
                .as("thresholds may change")
                .isEqualTo(50);

        clock().advance(1);
        decay(20);
        assertThat(store().limiter().policies().scoreRules()).isEqualTo(new ScoreRules(50, 20, 20));
    }

    @Test
    default void manyChangesAddUp() {
        rules(new ScoreRules(1_000, 75, 1));
        policies(Policy.of("act", Limit.slidingWindow(1, Duration.ofDays(300)))
                .withPoints(900)
                .withoutEscalation());
        check(2, ANN, "act");
        for (int rate = 2; rate <= 10; rate++) {
            clock().advance(HOUR - LEAD);
            decay(rate);
            clock().advance(LEAD);
        }
        clock().advance(HOUR);
        assertThat(summary(ANN).score()).as("1 + 2 + ... + 10 are lost").isEqualTo(845);
    }

    @Test
    default void anUndoneScoreHasDecayedByEachRateInItsTime() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        onceADay("act");
        check(5, ANN, "act");
        var reset = reset(ANN);
        clock().advance(HOUR - LEAD);
        decay(20);
        clock().advance(LEAD + HOUR);
        assertThat(undo(reset).after().score()).as("70 - 10 - 20").isEqualTo(40);
    }
}
