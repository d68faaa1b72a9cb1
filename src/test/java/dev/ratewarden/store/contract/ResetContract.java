package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reset: score 0, limits refilled, block lifted; the history stays unless asked; a ban is never lifted; totals never fall. */
public interface ResetContract extends StoreFixture {

    @Test
    default void resetLiftsTheBlockAndSetsTheScoreToZero() {
        driveToBlock(ANN);
        clock().advance(1_000);
        ActionReceipt receipt = reset(ANN);

        assertThat(receipt.entry().scoreBefore()).isEqualTo(100);
        assertThat(receipt.after().score()).isZero();
        assertThat(receipt.after().tier()).isEqualTo(Tier.NORMAL);
        assertThat(receipt.after().block()).isNull();
        assertThat(summary(ANN)).isEqualTo(receipt.after());
        assertThat(detail(ANN).resetAtMs()).isEqualTo(T0 + 1_000);
        assertThat(snapshot().statistics()).isEqualTo(new Statistics(1, 0, 0, 0, 5, 1, 5));
    }

    @Test
    default void resetRefillsTheLimitsOfEveryStrategy() {
        limit("token", Limit.tokenBucket(2, Duration.ofHours(1)));
        limit("sliding", Limit.slidingWindow(2, Duration.ofHours(1)));
        limit("fixed", Limit.fixedWindow(2, Duration.ofHours(1)));
        limit("leaky", Limit.leakyBucket(2, Duration.ofHours(1)));
        for (String action : new String[] {"token", "sliding", "fixed", "leaky"}) {
            check(2, ANN, action);
        }
        assertThat(detail(ANN).quotas()).hasSize(4);
        reset(ANN);

        assertThat(detail(ANN).quotas()).as("all are full").isEmpty();
        for (String action : new String[] {"token", "sliding", "fixed", "leaky"}) {
            assertThat(quota(check(ANN, action)).remaining()).as(action).isEqualTo(1);
        }
    }

    @Test
    default void repeatsStartAnewAfterAResetThoughTheHistoryStays() {
        onceADay("act");
        check(4, ANN, "act");
        reset(ANN);
        check(ANN, "act");

        assertThat(check(ANN, "act").score())
                .as("made in the same millisecond as the reset")
                .isEqualTo(10);
        assertThat(detail(ANN).history()).hasSize(4);
        assertThat(summary(ANN).violations()).as("ever").isEqualTo(4);
    }

    @Test
    default void resetCanClearTheHistoryButNotTheTotals() {
        onceADay("act");
        check(4, ANN, "act");
        act(ANN, new ModeratorAction.Reset(true));

        assertThat(detail(ANN).history()).isEmpty();
        assertThat(summary(ANN).lastAction()).isNull();
        assertThat(summary(ANN).lastViolationAtMs()).isNull();
        assertThat(summary(ANN).violations()).isEqualTo(3);
        assertThat(snapshot().statistics().totalViolations()).isEqualTo(3);
    }

    @Test
    default void resetNeverLiftsABan() {
        driveToBlock(ANN);
        banForGood(ANN);
        assertThat(reset(ANN).after().ban()).isNotNull();
        assertThat(check(ANN, "storm").reason()).isEqualTo(Reason.BANNED);
    }

    @Test
    default void resetTouchesNobodyElse() {
        driveToBlock(ANN);
        driveToBlock(BOB);
        reset(ANN);
        assertThat(check(BOB, "storm").reason()).isEqualTo(Reason.BLOCKED);
    }

    @Test
    default void resetOfAUserWhoIsNotTrackedIsRefused() {
        assertThatThrownBy(() -> reset(ANN))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining(ANN);
        assertThat(store().moderation().user(ANN)).isEmpty();
        assertThat(store().moderation().audit(10)).isEmpty();
        assertThat(snapshot().statistics().usersTracked()).isZero();
    }

    @Test
    default void aModeratorsActionIsSeen() {
        check(ANN, "dance");
        clock().advance(HOUR);
        reset(ANN);
        assertThat(summary(ANN).lastSeenAtMs()).isEqualTo(T0 + HOUR);
    }
}
