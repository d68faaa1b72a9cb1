package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A moderator's ban: for a time or for good, over everything else. */
public interface BanContract extends StoreFixture {

    @Test
    default void aBanIsEffectiveAtTheNextCheckAndSaysByWhomAndWhy() {
        limit("act", Limit.slidingWindow(3, Duration.ofHours(1)));
        check(ANN, "act");
        clock().advance(1_000);
        ActionReceipt receipt = ban(ANN, Duration.ofDays(7));

        Ban ban = new Ban(T0 + 1_000, T0 + 1_000 + 7 * DAY, "because", "mod_lee");
        assertThat(receipt.after().ban()).isEqualTo(ban);
        CheckOutcome denied = check(ANN, "act");
        assertThat(denied.reason()).isEqualTo(Reason.BANNED);
        assertThat(denied.ban()).isEqualTo(ban);
        assertThat(denied.retryAfterMs()).isEqualTo(7 * DAY);
        assertThat(quota(denied)).as("the untouched standing").isEqualTo(quota(3, 2, 0, T0 + HOUR));
        assertThat(denied.tier()).as("a ban is no block").isEqualTo(Tier.NORMAL);
    }

    @Test
    default void aBanEndsAtItsMillisecondByItself() {
        ban(ANN, Duration.ofMillis(1_500));
        clock().advance(1_499);
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(1);
        assertThat(snapshot().statistics().banned()).isEqualTo(1);

        clock().advance(1);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
        assertThat(summary(ANN).ban()).as("an expired ban reads as none").isNull();
        assertThat(snapshot().statistics().banned()).isZero();
    }

    @Test
    default void aBanForGoodNeverEnds() {
        assertThat(banForGood(ANN).entry().untilMs()).isNull();
        clock().advance(5_000 * DAY);

        CheckOutcome denied = check(ANN, "dance");
        assertThat(denied.reason()).isEqualTo(Reason.BANNED);
        assertThat(denied.retryAfterMs()).isNull();
    }

    @Test
    default void aBanCreatesAnUnseenUser() {
        ActionReceipt receipt = ban(ANN, Duration.ofHours(1));

        assertThat(summary(ANN)).isEqualTo(receipt.after());
        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0);
        assertThat(snapshot().statistics().usersTracked()).isEqualTo(1);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(1);
    }

    @Test
    default void aBannedUserConsumesNothingAndIsNotScored() {
        onceADay("act");
        check(2, ANN, "act");
        ban(ANN, Duration.ofHours(1));
        check(20, ANN, "act");

        assertThat(summary(ANN).score()).isEqualTo(10);
        assertThat(summary(ANN).violations()).isEqualTo(1);
        assertThat(detail(ANN).history()).hasSize(1);
    }

    @Test
    default void aBanComesBeforeABlock() {
        driveToBlock(ANN);
        ban(ANN, Duration.ofHours(1));

        CheckOutcome denied = check(ANN, "storm");
        assertThat(denied.reason()).isEqualTo(Reason.BANNED);
        assertThat(denied.block()).as("also blocked").isNotNull();
        assertThat(denied.retryAfterMs()).as("the block never ends").isNull();
        assertThat(denied.tier()).isEqualTo(Tier.BLOCKED);
        assertThat(snapshot().statistics().banned()).isEqualTo(1);
        assertThat(snapshot().statistics().blocked()).as("counted apart").isEqualTo(1);

        unban(ANN);
        assertThat(check(ANN, "storm").reason()).as("the block stays").isEqualTo(Reason.BLOCKED);
    }

    @Test
    default void theWaitIsTheLongestOfBanAndBlock() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        ban(ANN, Duration.ofHours(1));
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(9_000_001);
        ban(ANN, Duration.ofHours(10));
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(10 * HOUR);
    }

    @Test
    default void anOldBansEndNeverLiftsANewerBan() {
        ban(ANN, Duration.ofMinutes(10));
        clock().advance(5 * MINUTE);
        ban(ANN, Duration.ofHours(1));

        clock().advance(10 * MINUTE);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.BANNED);
        clock().set(T0 + 65 * MINUTE);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void aShorterBanReplacesALongerOne() {
        banForGood(ANN);
        ban(ANN, Duration.ofMinutes(1));
        clock().advance(MINUTE);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void unbanLiftsTheBanAndKeepsTheScore() {
        onceADay("act");
        check(3, ANN, "act");
        banForGood(ANN);

        ActionReceipt receipt = unban(ANN);
        assertThat(receipt.after().ban()).isNull();
        assertThat(receipt.after().score()).isEqualTo(25);
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
        assertThat(detail(ANN).resetAtMs()).isNull();
    }

    @Test
    default void unbanWithScoreResetAlsoStartsAnew() {
        driveToBlock(ANN);
        banForGood(ANN);
        ActionReceipt receipt = act(ANN, new ModeratorAction.Unban(true));

        assertThat(receipt.entry().scoreBefore()).isEqualTo(100);
        assertThat(receipt.entry().scoreAfter()).isZero();
        assertThat(receipt.after().block()).isNull();
        assertThat(detail(ANN).resetAtMs()).isEqualTo(T0);
        assertThat(detail(ANN).history()).as("the history stays").hasSize(5);
        assertThat(check(ANN, "storm").reason()).as("limits refilled").isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "storm").score())
                .as("the next check does not punish again")
                .isEqualTo(10);
    }

    @Test
    default void unbanOfAUserWhoIsNotBannedIsRefusedAndChangesNothing() {
        driveToBlock(ANN);
        var before = detail(ANN);

        assertThatThrownBy(() -> unban(ANN))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining(ANN)
                .hasMessageContaining("is not banned; nothing was changed. To lift a block use reset.");
        assertThatThrownBy(() -> unban(BOB)).isInstanceOf(ActionRefusedException.class);

        assertThat(detail(ANN)).isEqualTo(before);
        assertThat(store().moderation().user(BOB)).isEmpty();
        assertThat(store().moderation().audit(10)).isEmpty();
    }

    @Test
    default void unbanOfAnExpiredBanIsRefused() {
        ban(ANN, Duration.ofMinutes(1));
        clock().advance(MINUTE);
        assertThatThrownBy(() -> unban(ANN)).isInstanceOf(ActionRefusedException.class);
    }

    @Test
    default void everyActionIsInTheAuditTrailWithOperatorReasonAndScores() {
        onceADay("act");
        check(2, ANN, "act");
        ActionReceipt ban = ban(ANN, Duration.ofHours(1));
        clock().advance(1);
        ActionReceipt unban = unban(ANN);
        clock().advance(1);
        ActionReceipt reset = reset(ANN);

        assertThat(store().moderation().audit(10)).containsExactly(reset.entry(), unban.entry(), ban.entry());
        assertThat(store().moderation().audit(1)).containsExactly(reset.entry());
        assertThat(detail(ANN).audit()).containsExactly(reset.entry(), unban.entry(), ban.entry());
        assertThat(detail(ANN).moderationRevision()).isEqualTo(3);
        assertThat(ban.entry())
                .usingRecursiveComparison()
                .ignoringFields("login")
                .isEqualTo(new AuditEntry(
                        ban.entry().id(),
                        T0,
                        AuditEntry.Type.BAN,
                        ANN,
                        "mod_lee",
                        "because",
                        T0 + HOUR,
                        10,
                        10,
                        null,
                        null));
        assertThat(reset.entry().scoreBefore()).isEqualTo(10);
        assertThat(reset.entry().scoreAfter()).isZero();
        assertThat(ban.entry().id())
                .matches("\\d+-\\d+")
                .isNotEqualTo(unban.entry().id());
    }

    @Test
    default void aRefusedActionLeavesNoGapInTheAuditTrail() {
        String first = banForGood(ANN).entry().id();
        assertThatThrownBy(() -> act(ANN, new ModeratorAction.Undo("rubbish")))
                .isInstanceOf(ActionRefusedException.class);
        String second = unban(ANN).entry().id();

        int dash = first.indexOf('-') + 1;
        assertThat(second).isEqualTo(first.substring(0, dash) + (Long.parseLong(first.substring(dash)) + 1));
    }

    @Test
    default void aReasonMayHoldAnyText() {
        String reason = "\"quoted\", {json}, 'apostrophe', ünï 🦊, back\\slash; --drop";
        var receipt = store().moderation().act(ANN, new ModeratorAction.Ban(null), "Ødegård \"O\"", reason);

        assertThat(receipt.entry().reason()).isEqualTo(reason);
        assertThat(check(ANN, "dance").ban()).isEqualTo(new Ban(T0, null, reason, "Ødegård \"O\""));
        assertThat(store().moderation().audit(1)).containsExactly(receipt.entry());
    }
}
