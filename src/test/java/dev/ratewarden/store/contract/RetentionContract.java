package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Who was not seen for 30 days is dropped by the checks that come after, a few with each; whoever a moderator or a block has hold of
 * stays.
 */
public interface RetentionContract extends StoreFixture {

    /** Some hours more than 30 days: a store may be a little late. */
    long THIRTY_DAYS = 30 * DAY + 3 * HOUR;

    /** Checks of others, enough to come by everywhere. */
    private void traffic() {
        for (int i = 0; i < 150; i++) {
            check("passer-by-" + i, "dance");
        }
    }

    private boolean tracked(String user) {
        return store().moderation().user(user).isPresent();
    }

    @Test
    default void whoWasNotSeenForThirtyDaysIsDroppedAndFoundNowhere() {
        onceADay("act");
        check(4, ANN, "act");
        store().limiter().describe(Map.of(ANN, "Mira"));
        clock().advance(30 * DAY - 1);
        traffic();
        assertThat(tracked(ANN)).as("not yet").isTrue();

        clock().advance(3 * HOUR);
        traffic();
        assertThat(tracked(ANN)).isFalse();
        assertThat(store().moderation().find(ANN, 5)).isEmpty();
        assertThat(store().moderation().find("mira", 5)).isEmpty();
        assertThat(ids(UserQuery.tier(Tier.NORMAL, 1_000))).doesNotContain(ANN);
        assertThat(snapshot().statistics()).as("totals stay").isEqualTo(new Statistics(150, 0, 0, 0, 3, 301, 3));
    }

    @Test
    default void whoeverIsSeenStays() {
        onceADay("act");
        check(3, ANN, "act");
        for (int days = 0; days < 100; days += 20) {
            clock().advance(20 * DAY);
            check(ANN, "dance");
            traffic();
        }
        assertThat(detail(ANN).history()).hasSize(2);
        clock().advance(THIRTY_DAYS);
        traffic();
        assertThat(tracked(ANN)).isFalse();
    }

    @Test
    default void aModeratorsActionIsASighting() {
        check(ANN, "dance");
        clock().advance(20 * DAY);
        reset(ANN);
        clock().advance(20 * DAY);
        traffic();
        assertThat(tracked(ANN)).isTrue();
        clock().advance(20 * DAY);
        traffic();
        assertThat(tracked(ANN)).isFalse();
        assertThat(store().moderation().audit(10))
                .as("the trail stays")
                .extracting(AuditEntry::userId)
                .containsExactly(ANN);
    }

    @Test
    default void theBannedBlockedExemptNotedAndOverriddenStay() {
        banForGood("banned");
        exemptForGood("exempt");
        act("noted", new ModeratorAction.Note("remember"));
        override("overridden", "act", 3);
        driveToBlock("blocked");
        for (int round = 0; round < 3; round++) {
            clock().advance(THIRTY_DAYS);
            traffic();
        }
        assertThat(check("banned", "dance").reason()).isEqualTo(Reason.BANNED);
        assertThat(check("exempt", "dance").reason()).isEqualTo(Reason.EXEMPT);
        assertThat(detail("noted").note()).isNotNull();
        assertThat(detail("overridden").overrides()).hasSize(1);
        assertThat(check("blocked", "dance").reason()).isEqualTo(Reason.BLOCKED);
        assertThat(summary("noted").lastSeenAtMs()).as("the true time").isEqualTo(T0);
    }

    @Test
    default void whoNoLongerHasToStayIsDroppedWithinADay() {
        ban("banned", Duration.ofDays(40));
        exempt("exempt", Duration.ofDays(40));
        clock().advance(THIRTY_DAYS);
        traffic();
        assertThat(tracked("banned")).isTrue();
        assertThat(tracked("exempt")).isTrue();
        for (int day = 0; day < 12; day++) {
            clock().advance(DAY);
            traffic();
        }
        assertThat(tracked("banned")).isFalse();
        assertThat(tracked("exempt")).isFalse();
        assertThat(snapshot().statistics().banned()).isZero();
    }

    @Test
    default void aScoreAloneKeepsNobody() {
        onceADay("act");
        check(5, ANN, "act");
        assertThat(snapshot().statistics().highAbuse()).isEqualTo(1);
        clock().advance(THIRTY_DAYS);
        traffic();
        assertThat(tracked(ANN)).isFalse();
        assertThat(snapshot().statistics().highAbuse()).isZero();
    }

    @Test
    default void whoeverComesBackAfterThatBeginsAnew() {
        onceADay("act");
        check(4, ANN, "act");
        reset(ANN);
        clock().advance(THIRTY_DAYS);
        traffic();

        assertThat(check(ANN, "act").reason()).isEqualTo(Reason.ALLOWED);
        assertThat(check(ANN, "act").score()).isEqualTo(10);
        assertThat(detail(ANN).history()).hasSize(1);
        assertThat(detail(ANN).resetAtMs()).isNull();
        assertThat(detail(ANN).moderationRevision()).isZero();
        assertThat(summary(ANN).violations()).isEqualTo(1);
    }

    @Test
    default void aReturningUserIsNotDroppedByTheirOwnCheck() {
        limit("act", Limit.slidingWindow(3, Duration.ofDays(60)));
        check(ANN, "act");
        clock().advance(THIRTY_DAYS);
        assertThat(quota(check(ANN, "act")).remaining()).isEqualTo(1);
        traffic();
        assertThat(quota(check(ANN, "act")).remaining()).isZero();
    }
}
