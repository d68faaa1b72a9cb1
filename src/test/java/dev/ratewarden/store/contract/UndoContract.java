package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Undo: score, block and ban as they were, plus points added since; once, within 7 days, and only of the latest action. */
public interface UndoContract extends StoreFixture {

    @Test
    default void aSecondUndoOfTheSameEntrySaysWhoWasFaster() {
        ActionReceipt ban = ban(ANN, Duration.ofHours(1));
        Moderation desk = new Moderation(store().moderation(), "mod_kim");
        desk.undo(ban.entry().id(), "");
        assertThatThrownBy(() -> desk.undo(ban.entry().id(), ""))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("was undone already, by mod_kim");
    }

    /** A store that was emptied gives the ids of its entries again, to what others do. */
    @Test
    default void anEntryIsOnlyTakenBackAsTheOneThatWasSeen() {
        AuditEntry ban = ban(ANN, Duration.ofHours(1)).entry();
        AuditEntry lost = new AuditEntry(
                ban.id(), ban.atMs() - 1, ban.type(), ANN, ban.operator(), ban.reason(), null, 0, 0, null, null);
        Moderation desk = new Moderation(store().moderation(), "mod_kim");

        assertThatThrownBy(() -> desk.undo(lost, ""))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("is another action's now");
        assertThat(summary(ANN).ban()).isNotNull();

        assertThat(desk.undo(ban, "").after().ban()).isNull();
    }

    @Test
    default void undoOfABanLiftsIt() {
        onceADay("act");
        check(3, ANN, "act");
        ActionReceipt ban = banForGood(ANN);
        ActionReceipt undone = undo(ban);

        assertThat(undone.after().ban()).isNull();
        assertThat(undone.after().score()).as("not doubled").isEqualTo(25);
        assertThat(undone.entry())
                .usingRecursiveComparison()
                .ignoringFields("login")
                .isEqualTo(new AuditEntry(
                        undone.entry().id(),
                        T0,
                        AuditEntry.Type.UNDO,
                        ANN,
                        "mod_lee",
                        "because",
                        null,
                        25,
                        25,
                        null,
                        ban.entry().id()));
        assertThat(check(ANN, "dance").reason()).isEqualTo(Reason.UNPOLICED);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(2);
    }

    @Test
    default void undoOfAReplacingBanBringsTheEarlierOneBack() {
        ActionReceipt first = banForGood(ANN);
        ActionReceipt second = ban(ANN, Duration.ofMinutes(1));

        assertThat(undo(second).after().ban()).isEqualTo(first.after().ban());
    }

    @Test
    default void undoOfAnUnbanBansAgainUntilTheSameEnd() {
        ActionReceipt ban = ban(ANN, Duration.ofDays(1));
        clock().advance(HOUR);
        ActionReceipt unban = unban(ANN);
        clock().advance(HOUR);

        assertThat(undo(unban).after().ban()).isEqualTo(ban.after().ban());
        assertThat(check(ANN, "dance").retryAfterMs()).isEqualTo(22 * HOUR);
    }

    @Test
    default void undoOfAResetRestoresScoreAndBlock() {
        driveToBlock(ANN);
        clock().advance(1_000);
        ActionReceipt reset = reset(ANN);
        clock().advance(1_000);
        ActionReceipt undone = undo(reset);

        assertThat(undone.entry().scoreBefore()).isZero();
        assertThat(undone.entry().scoreAfter()).isEqualTo(100);
        assertThat(undone.after().block()).as("as it was").isEqualTo(new Block(T0, null));
        assertThat(detail(ANN).resetAtMs()).as("as before").isNull();
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    default void undoOfAResetAddsThePointsMadeSince() {
        onceADay("act");
        check(4, ANN, "act");
        ActionReceipt reset = reset(ANN);
        check(3, ANN, "act");
        assertThat(summary(ANN).score()).isEqualTo(25);

        assertThat(undo(reset).after().score()).isEqualTo(70);
        assertThat(detail(ANN).quotas()).as("consumed limits are not restored").hasSize(1);
    }

    @Test
    default void undoThatReachesTheThresholdBlocks() {
        onceADay("act");
        check(5, ANN, "act");
        ActionReceipt reset = reset(ANN);
        check(4, ANN, "act");
        clock().advance(5_000);
        ActionReceipt undone = undo(reset);

        assertThat(undone.after().score()).as("70 + 45").isEqualTo(115);
        assertThat(undone.after().block()).isEqualTo(new Block(T0 + 5_000, null));
        assertThat(undone.after().tier()).isEqualTo(Tier.BLOCKED);
    }

    @Test
    default void undoneScoresHaveDecayedMeanwhile() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(5));
        onceADay("act");
        check(4, ANN, "act");
        ActionReceipt reset = reset(ANN);
        clock().advance(2 * HOUR);

        assertThat(undo(reset).after().score()).isEqualTo(35);
    }

    @Test
    default void aRestoredBlockLastsUntilTheSumHasDecayed() {
        rules(ScoreRules.DEFAULT.withDecayPerHour(10));
        driveToBlock(ANN);
        ActionReceipt reset = reset(ANN);
        check(2, ANN, "storm");

        assertThat(undo(reset).after().block())
                .as("110 points; 35 take 3.5 hours")
                .isEqualTo(new Block(T0, T0 + 12_600_001));
    }

    @Test
    default void undoOfTheSecondOfTwoResetsInOneMillisecondRestoresWhatItTook() {
        onceADay("act");
        check(3, ANN, "act");
        reset(ANN);
        check(2, ANN, "act");
        ActionReceipt second = reset(ANN);

        assertThat(undo(second).after().score()).isEqualTo(10);
        assertThat(detail(ANN).resetAtMs()).isEqualTo(T0);
        check(ANN, "act");
        assertThat(check(ANN, "act").score())
                .as("one repeat, since the first reset")
                .isEqualTo(25);
    }

    @Test
    default void repeatsAreCountedFromTheEarlierResetAfterAnUndo() {
        onceADay("act");
        check(3, ANN, "act");
        undo(reset(ANN));
        check(ANN, "act");

        assertThat(check(ANN, "act").score()).as("25 + 20").isEqualTo(45);
    }

    @Test
    default void undoIsPossibleForSevenDays() {
        ActionReceipt ban = banForGood(ANN);
        clock().advance(7 * DAY);
        assertThat(undo(ban).after().ban()).isNull();
    }

    @Test
    default void undoAfterSevenDaysIsRefused() {
        ActionReceipt ban = banForGood(ANN);
        clock().advance(7 * DAY + 1);
        refused(ban, ban.entry().id());
        assertThat(summary(ANN).ban()).isNotNull();
    }

    @Test
    default void anActionIsUndoneOnceAndAnUndoNotAtAll() {
        ActionReceipt ban = banForGood(ANN);
        ActionReceipt undone = undo(ban);
        refused(ban, ban.entry().id());
        refused(undone, undone.entry().id());
        assertThat(store().moderation().audit(10)).hasSize(2);
        assertThat(detail(ANN).moderationRevision()).isEqualTo(2);
    }

    @Test
    default void onlyTheLatestActionOnTheUserCanBeUndone() {
        ActionReceipt ban = banForGood(ANN);
        ActionReceipt reset = reset(ANN);
        banForGood(BOB);
        refused(ban, ban.entry().id());

        assertThat(undo(reset).after().ban()).as("the ban stays").isNotNull();
    }

    @Test
    default void undoOfAnotherUsersOrAnUnknownEntryIsRefused() {
        ActionReceipt ban = banForGood(ANN);
        banForGood(BOB);
        for (String id : new String[] {ban.entry().id(), "0-999999", "rubbish", ""}) {
            assertThatThrownBy(() -> act(BOB, new ModeratorAction.Undo(id))).isInstanceOf(ActionRefusedException.class);
        }
        assertThatThrownBy(() -> act(CID, new ModeratorAction.Undo(ban.entry().id())))
                .isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().user(CID)).isEmpty();
    }

    private void refused(ActionReceipt receipt, String named) {
        assertThatThrownBy(() -> undo(receipt))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining(named);
    }
}
