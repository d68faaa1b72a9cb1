package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The allow-list: whoever is on it is never limited, blocked or scored. */
public interface ExemptContract extends StoreFixture {

    private ActionReceipt unexempt(String user) {
        return act(user, new ModeratorAction.Unexempt());
    }

    @Test
    default void anExemptUserIsAllowedEverythingAndConsumesNothing() {
        limit("act", Limit.slidingWindow(2, Duration.ofHours(1)));
        check(ANN, "act");
        ActionReceipt receipt = exempt(ANN, Duration.ofDays(1));
        assertThat(receipt.after().exemption()).isEqualTo(new Exemption(T0, T0 + DAY, "because", "mod_lee"));

        for (int i = 0; i < 20; i++) {
            CheckOutcome outcome = check(ANN, "act");
            assertThat(outcome.reason()).isEqualTo(Reason.EXEMPT);
            assertThat(quota(outcome)).as("the untouched standing").isEqualTo(quota(2, 2, 0, T0));
            assertThat(outcome.retryAfterMs()).isZero();
            assertThat(outcome.notifyUser()).isFalse();
        }
        assertThat(check(ANN, "unknown").reason()).isEqualTo(Reason.EXEMPT);
        assertThat(check(ANN, "unknown").quota()).isNull();
        assertThat(summary(ANN).violations()).isZero();
        assertThat(counted("act")).isEqualTo(new ActionCount("act", 21, 0, 0, 0));
        assertThat(summary(ANN)).isEqualTo(receipt.after());
    }

    @Test
    default void anExemptionEndsAtItsMillisecondByItself() {
        onceADay("act");
        exempt(ANN, Duration.ofMillis(1_500));
        clock().advance(1_499);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.EXEMPT);
        clock().advance(1);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
        assertThat(summary(ANN).exemption()).as("reads as none").isNull();
    }

    @Test
    default void anExemptionForGoodNeverEnds() {
        assertThat(exemptForGood(ANN).entry().untilMs()).isNull();
        clock().advance(5_000 * DAY);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.EXEMPT);
    }

    @Test
    default void anExemptionLiftsBanAndBlockAndResetsTheScore() {
        driveToBlock(ANN);
        banForGood(ANN);
        clock().advance(1_000);
        ActionReceipt receipt = exemptForGood(ANN);

        assertThat(receipt.entry().type()).isEqualTo(AuditEntry.Type.EXEMPT);
        assertThat(receipt.entry().scoreBefore()).isEqualTo(100);
        assertThat(receipt.entry().scoreAfter()).isZero();
        assertThat(receipt.after().ban()).isNull();
        assertThat(receipt.after().block()).isNull();
        assertThat(receipt.after().tier()).isEqualTo(Tier.NORMAL);
        assertThat(detail(ANN).resetAtMs()).isEqualTo(T0 + 1_000);
        assertThat(detail(ANN).history()).as("the history stays").hasSize(5);
        assertThat(detail(ANN).quotas()).as("limits refilled").isEmpty();
        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(snapshot().statistics().banned()).isZero();
    }

    @Test
    default void anExemptionEntersAnUnseenUser() {
        ActionReceipt receipt = exempt(ANN, Duration.ofHours(1));
        assertThat(summary(ANN)).isEqualTo(receipt.after());
        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0);
        assertThat(receipt.entry().untilMs()).isEqualTo(T0 + HOUR);
        assertThat(snapshot().statistics().usersTracked()).isEqualTo(1);
    }

    @Test
    default void aBanEndsAnExemption() {
        exemptForGood(ANN);
        ban(ANN, Duration.ofHours(1));
        assertThat(summary(ANN).exemption()).isNull();
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.BANNED);
        clock().advance(HOUR);
        assertThat(check(ANN, "act").reason()).as("it does not come back").isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void unexemptTakesTheUserOffTheList() {
        onceADay("act");
        exemptForGood(ANN);
        check(3, ANN, "act");
        ActionReceipt receipt = unexempt(ANN);

        assertThat(receipt.entry().type()).isEqualTo(AuditEntry.Type.UNEXEMPT);
        assertThat(receipt.after().exemption()).isNull();
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.LIMITED);
    }

    @Test
    default void unexemptOfAUserWhoIsNotExemptIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> unexempt(ANN)).isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().user(ANN)).isEmpty();

        check(ANN, "dance");
        assertThatThrownBy(() -> unexempt(ANN))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("not exempt");
        exempt(ANN, Duration.ofMinutes(1));
        clock().advance(MINUTE);
        assertThatThrownBy(() -> unexempt(ANN)).as("it has ended").isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().audit(10)).hasSize(1);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(1);
    }

    @Test
    default void undoOfAnExemptionBringsBanScoreAndBlockBack() {
        driveToBlock(ANN);
        ActionReceipt ban = ban(ANN, Duration.ofDays(1));
        clock().advance(1_000);
        ActionReceipt undone = undo(exemptForGood(ANN));

        assertThat(undone.after().exemption()).isNull();
        assertThat(undone.after().ban()).isEqualTo(ban.after().ban());
        assertThat(undone.after().score()).isEqualTo(100);
        assertThat(undone.after().block()).isEqualTo(new Block(T0, null));
        assertThat(detail(ANN).resetAtMs()).isNull();
    }

    @Test
    default void undoOfABanThatEndedAnExemptionBringsTheExemptionBack() {
        ActionReceipt exempt = exempt(ANN, Duration.ofDays(2));
        clock().advance(HOUR);
        ActionReceipt undone = undo(banForGood(ANN));
        assertThat(undone.after().exemption()).isEqualTo(exempt.after().exemption());
        assertThat(undone.after().ban()).isNull();
    }

    /** Only an undo can bring this about. */
    @Test
    default void aUserBothBlockedAndExemptIsAllowedAndNotCountedAsBlocked() {
        exempt(ANN, Duration.ofDays(2));
        ActionReceipt unexempt = unexempt(ANN);
        driveToBlock(ANN);
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);
        undo(unexempt);

        assertThat(snapshot().statistics().blocked()).isZero();
        assertThat(summary(ANN).block()).as("it is still there").isEqualTo(new Block(T0, null));
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.EXEMPT);
        clock().advance(2 * DAY);
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(snapshot().statistics().blocked()).isEqualTo(1);
    }

    @Test
    default void peekForeseesTheExemption() {
        onceADay("act");
        exemptForGood(ANN);
        assertThat(peek(ANN, "act").reason()).isEqualTo(Reason.EXEMPT);
    }

    @Test
    default void aCostOverTheCapacityIsAUsageErrorForTheExemptToo() {
        onceADay("act");
        exemptForGood(ANN);
        assertThatThrownBy(() -> check(ANN, "act", 2)).hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
    }
}
