package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** After an unban with a grace period violations are recorded, but add nothing and do not block: see crowdsec#670. */
public interface GraceContract extends StoreFixture {

    /** Blocked with 100 points at T0, banned, and unbanned with so much grace. */
    private ActionReceipt unbannedWithGrace(Duration grace) {
        driveToBlock(ANN);
        banForGood(ANN);
        return unban(ANN, grace);
    }

    @Test
    default void unbanWithGraceLiftsTheBlockAndKeepsTheScore() {
        ActionReceipt receipt = unbannedWithGrace(Duration.ofHours(1));

        assertThat(receipt.entry().untilMs()).isEqualTo(T0 + HOUR);
        assertThat(receipt.after().ban()).isNull();
        assertThat(receipt.after().block()).isNull();
        assertThat(receipt.after().score()).isEqualTo(100);
        assertThat(receipt.after().tier()).as("a high score without a block").isEqualTo(Tier.WARNING);
        assertThat(detail(ANN).graceUntilMs()).isEqualTo(T0 + HOUR);
        assertThat(detail(ANN).resetAtMs()).isNull();
        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(ids(UserQuery.tier(Tier.BLOCKED, 10))).isEmpty();
    }

    @Test
    default void aViolationInGraceIsRecordedButAddsNothingAndDoesNotBlock() {
        unbannedWithGrace(Duration.ofHours(1));
        CheckOutcome denied = check(ANN, "storm");

        assertThat(denied.reason()).isEqualTo(Reason.LIMITED);
        assertThat(denied.penalty()).isEqualTo(new Penalty(0, 5, 0, 100, 100, false));
        assertThat(denied.block()).isNull();
        assertThat(denied.tier()).isEqualTo(Tier.WARNING);
        assertThat(denied.violations()).isEqualTo(6);
        assertThat(detail(ANN).history()).hasSize(6);
        assertThat(detail(ANN).history().getFirst().penalty()).isEqualTo(denied.penalty());
        assertThat(eventTypes()).endsWith("USER_AUTO_BLOCKED", "RATE_LIMIT_EXCEEDED_STORM");
        assertThat(snapshot().statistics().totalViolations()).isEqualTo(6);
    }

    @Test
    default void manyViolationsInGraceAreStillSaidToBeExcessive() {
        unbannedWithGrace(Duration.ofHours(1));
        check(6, ANN, "storm");
        assertThat(eventTypes()).endsWith("RATE_LIMIT_EXCEEDED_STORM", "EXCESSIVE_STORM_ATTEMPTS");
    }

    @Test
    default void graceEndsAtItsMillisecond() {
        unbannedWithGrace(Duration.ofMillis(5_000));
        clock().advance(4_999);
        assertThat(check(ANN, "storm").block()).isNull();
        assertThat(detail(ANN).graceUntilMs()).isEqualTo(T0 + 5_000);

        clock().advance(1);
        assertThat(detail(ANN).graceUntilMs()).as("reads as none").isNull();
        CheckOutcome first = check(ANN, "storm");
        assertThat(first.penalty())
                .as("violations in grace make it dearer")
                .isEqualTo(new Penalty(10, 6, 40, 100, 140, true));
        assertThat(first.block()).isEqualTo(new Block(T0 + 5_000, null));
    }

    @Test
    default void graceWithoutABlockOrScoreIsJustATime() {
        onceADay("act");
        banForGood(ANN);
        unban(ANN, Duration.ofMinutes(1));
        check(3, ANN, "act");
        assertThat(summary(ANN).score()).isZero();
        assertThat(summary(ANN).violations()).isEqualTo(2);
    }

    @Test
    default void anUnbanWithoutGraceGivesNone() {
        onceADay("act");
        banForGood(ANN);
        unban(ANN);
        check(2, ANN, "act");
        assertThat(summary(ANN).score()).isEqualTo(10);
        assertThat(detail(ANN).graceUntilMs()).isNull();
    }

    @Test
    default void everyScoreResetEndsGrace() {
        unbannedWithGrace(Duration.ofHours(1));
        reset(ANN);
        assertThat(detail(ANN).graceUntilMs()).isNull();
        check(2, ANN, "storm");
        assertThat(summary(ANN).score()).isEqualTo(10);

        banForGood(ANN);
        unban(ANN, Duration.ofHours(1));
        banForGood(ANN);
        act(ANN, new ModeratorAction.Unban(true));
        assertThat(detail(ANN).graceUntilMs()).isNull();

        banForGood(ANN);
        unban(ANN, Duration.ofHours(1));
        exemptForGood(ANN);
        assertThat(detail(ANN).graceUntilMs()).isNull();
    }

    @Test
    default void aBanLeavesGraceAsItIs() {
        unbannedWithGrace(Duration.ofHours(1));
        ban(ANN, Duration.ofMinutes(1));
        assertThat(detail(ANN).graceUntilMs()).isEqualTo(T0 + HOUR);
    }

    @Test
    default void undoOfAnUnbanWithGraceBringsBanAndBlockBack() {
        ActionReceipt unban = unbannedWithGrace(Duration.ofHours(1));
        clock().advance(1_000);
        ActionReceipt undone = undo(unban);

        assertThat(undone.after().ban()).isNotNull();
        assertThat(undone.after().block()).isEqualTo(new Block(T0, null));
        assertThat(undone.after().score()).as("not doubled").isEqualTo(100);
        assertThat(detail(ANN).graceUntilMs()).isNull();
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);
    }

    @Test
    default void aBlockThatWouldBeOverByNowDoesNotComeBack() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        long until = T0 + 9_000_001;
        banForGood(ANN);
        ActionReceipt unban = unban(ANN, Duration.ofHours(1));
        clock().set(until);
        assertThat(undo(unban).after().block()).isNull();
    }

    @Test
    default void aBlockThatComesBackEndsWhenItWouldHave() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        ActionReceipt unban = unbannedWithGrace(Duration.ofHours(1));
        clock().advance(2 * HOUR);
        assertThat(undo(unban).after().block()).isEqualTo(new Block(T0, T0 + 9_000_001));
    }

    @Test
    default void undoOfAResetInGraceBringsTheGraceBackAndNoBlock() {
        unbannedWithGrace(Duration.ofHours(1));
        ActionReceipt reset = reset(ANN);
        check(2, ANN, "storm");
        ActionReceipt undone = undo(reset);

        assertThat(undone.after().score()).isEqualTo(110);
        assertThat(undone.after().block()).as("in grace nothing blocks").isNull();
        assertThat(detail(ANN).graceUntilMs()).isEqualTo(T0 + HOUR);
    }

    @Test
    default void aScoreThatDidNotBlockBeforeAResetDoesNotByComingBack() {
        unbannedWithGrace(Duration.ofMillis(1_000));
        clock().advance(2_000);
        assertThat(undo(reset(ANN)).after().block()).as("100 points, as before").isNull();
        assertThat(summary(ANN).score()).isEqualTo(100);
    }
}
