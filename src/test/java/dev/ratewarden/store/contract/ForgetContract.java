package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forget: everything about a user goes but its audit entries. Totals stay. */
public interface ForgetContract extends StoreFixture {

    private ActionReceipt forget(String user) {
        return act(user, new ModeratorAction.Forget());
    }

    /** A user of whom there is something everywhere. */
    private void fullUser(String user) {
        policies(
                Policy.of("window", Limit.slidingWindow(9, Duration.ofDays(1))),
                Policy.of("window", Limit.slidingWindow(9, Duration.ofDays(1))).onTrial(),
                Policy.of("bucket", Limit.tokenBucket(9, Duration.ofDays(1))));
        check(3, user, "window");
        check(3, user, "bucket");
        driveToBlock(user);
        check(2, user, "storm");
        store().limiter().describe(Map.of(user, "Mira"));
        act(user, new ModeratorAction.Note("a note"));
        override(user, "window", 4);
        banForGood(user);
    }

    @Test
    default void aForgottenUserIsNotTrackedAndFoundNowhere() {
        fullUser(ANN);
        check(2, BOB, "storm");
        forget(ANN);

        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(store().moderation().find(ANN, 5)).isEmpty();
        assertThat(store().moderation().find("mira", 5)).isEmpty();
        assertThat(ids(UserQuery.all(10))).containsExactly(BOB);
        assertThat(ids(UserQuery.banned(10))).isEmpty();
        assertThat(ids(UserQuery.highAbuse(10))).isEmpty();
        assertThat(events()).extracting(SecurityEvent::userId).containsOnly(BOB);
        assertThat(store().limiter().describe(Map.of(ANN, "Mira"))).isEmpty();
    }

    @Test
    default void totalsStay() {
        fullUser(ANN);
        Statistics before = snapshot().statistics();
        var minutes = snapshot().minutes();
        var counts = store().moderation().actionCounts();
        forget(ANN);

        assertThat(snapshot().statistics())
                .isEqualTo(new Statistics(0, 0, 0, 0, before.totalViolations(), before.allowed(), before.denied()));
        assertThat(snapshot().minutes()).isEqualTo(minutes);
        assertThat(store().moderation().actionCounts()).isEqualTo(counts);
    }

    @Test
    default void auditEntriesStayAndTellOfTheForgetting() {
        fullUser(ANN);
        clock().advance(1_000);
        ActionReceipt receipt = forget(ANN);

        assertThat(receipt.entry())
                .usingRecursiveComparison()
                .ignoringFields("login")
                .isEqualTo(new AuditEntry(
                        receipt.entry().id(),
                        T0 + 1_000,
                        AuditEntry.Type.FORGET,
                        ANN,
                        "mod_lee",
                        "because",
                        null,
                        100,
                        0,
                        null,
                        null));
        assertThat(receipt.after())
                .isEqualTo(new UserSummary(ANN, null, 0, Tier.NORMAL, 0, null, null, T0 + 1_000, null, null, null));
        assertThat(store().moderation().audit(10))
                .extracting(AuditEntry::type)
                .containsExactly(
                        AuditEntry.Type.FORGET, AuditEntry.Type.BAN, AuditEntry.Type.OVERRIDE, AuditEntry.Type.NOTE);
    }

    @Test
    default void whoeverComesBackBeginsAnew() {
        rules(ScoreRules.DEFAULT);
        fullUser(ANN);
        forget(ANN);

        CheckOutcome first = check(ANN, "window");
        assertThat(first.reason()).isEqualTo(Reason.ALLOWED);
        assertThat(quota(first)).isEqualTo(quota(9, 8, 0, T0 + DAY));
        assertThat(quota(check(ANN, "bucket")).remaining()).isEqualTo(8);
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "storm").notifyUser()).as("a first denial").isTrue();
        assertThat(summary(ANN).score()).isEqualTo(10);
        assertThat(summary(ANN).violations()).isEqualTo(1);
        assertThat(detail(ANN).history()).hasSize(1);
        assertThat(detail(ANN).note()).isNull();
        assertThat(detail(ANN).overrides()).isEmpty();
        assertThat(detail(ANN).moderationRevision()).isZero();
        assertThat(detail(ANN).audit()).isEmpty();
        assertThat(summary(ANN).name()).isNull();
        assertThat(events()).extracting(SecurityEvent::type).containsExactly("RATE_LIMIT_EXCEEDED_STORM");
    }

    @Test
    default void aForgottenTrialBeginsAnewToo() {
        policies(Policy.of("act", Limit.slidingWindow(1, Duration.ofDays(1))).onTrial());
        check(ANN, "act");
        forget(ANN);
        enforce(Enforcement.ENFORCE);
        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.UNPOLICED);
    }

    @Test
    default void forgettingAnUnknownUserIsRefused() {
        assertThatThrownBy(() -> forget(ANN))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining(ANN);
        assertThat(store().moderation().audit(10)).isEmpty();
    }

    @Test
    default void nothingOfAForgottenUserCanBeUndone() {
        ActionReceipt ban = banForGood(ANN);
        ActionReceipt forgotten = forget(ANN);
        for (ActionReceipt one : List.of(ban, forgotten)) {
            assertThatThrownBy(() -> undo(one)).isInstanceOf(ActionRefusedException.class);
        }
        check(ANN, "dance");
        for (ActionReceipt one : List.of(ban, forgotten)) {
            assertThatThrownBy(() -> undo(one)).as("nor once they are back").isInstanceOf(ActionRefusedException.class);
        }
        assertThat(store().moderation().audit(10)).hasSize(2);
    }

    @Test
    default void whoeverLookedBeforeTheForgettingIsTold() {
        banForGood(ANN);
        forget(ANN);
        assertThatThrownBy(() -> store().moderation().act(ANN, new ModeratorAction.Ban(null), "mod_kim", "", 1L))
                .isInstanceOf(ActionConflictException.class);
        assertThat(store().moderation().user(ANN)).isEmpty();
    }
}
