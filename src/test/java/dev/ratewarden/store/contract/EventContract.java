package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.SecurityEvent.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a check notices, and how repetitions are folded. */
public interface EventContract extends StoreFixture {

    @Test
    default void eachViolationIsAWarningThatNamesItsAction() {
        onceADay("pack_create");
        check(ANN, "pack_create");
        store().limiter().check(new CheckRequest(ANN, "pack_create", 1, "guild 7"));

        assertThat(events())
                .containsExactly(new SecurityEvent(
                        T0, "RATE_LIMIT_EXCEEDED_PACK_CREATE", Severity.WARNING, ANN, "pack_create", "guild 7", 10, 0));
        assertThat(detail(ANN).history().getFirst().where()).isEqualTo("guild 7");
    }

    @Test
    default void reachingTheThresholdIsACriticalEventAfterTheViolations() {
        driveToBlock(ANN);

        assertThat(events()).hasSize(6);
        assertThat(events().get(4).type()).isEqualTo("RATE_LIMIT_EXCEEDED_STORM");
        assertThat(events().getLast())
                .isEqualTo(new SecurityEvent(T0, "USER_AUTO_BLOCKED", Severity.CRITICAL, ANN, "storm", null, 100, 0));
    }

    @Test
    default void moreThanTenViolationsOfAnActionInTheHistoryAreExcessive() {
        rules(new ScoreRules(100_000, 75, 0));
        onceADay("act");
        onceADay("other");
        check(11, ANN, "act");
        check(5, ANN, "other");
        assertThat(eventTypes()).doesNotContain("EXCESSIVE_ACT_ATTEMPTS");

        check(ANN, "act");
        assertThat(eventTypes()).endsWith("RATE_LIMIT_EXCEEDED_ACT", "EXCESSIVE_ACT_ATTEMPTS");
        assertThat(events().getLast().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    default void excessiveAttemptsAreSaidAtMostOnceAnHourForEachAction() {
        rules(new ScoreRules(100_000, 75, 0));
        policies(new Policy("act", Limit.slidingWindow(1, Duration.ofDays(1)), 1, true));
        policies(new Policy("other", Limit.slidingWindow(1, Duration.ofDays(1)), 1, true));
        check(12, ANN, "act");
        check(12, ANN, "other");
        assertThat(countOf("EXCESSIVE_ACT_ATTEMPTS")).isEqualTo(1);
        assertThat(countOf("EXCESSIVE_OTHER_ATTEMPTS")).isEqualTo(1);

        clock().advance(HOUR - 1);
        check(ANN, "act");
        assertThat(countOf("EXCESSIVE_ACT_ATTEMPTS")).isEqualTo(1);
        clock().advance(1);
        check(ANN, "act");
        assertThat(countOf("EXCESSIVE_ACT_ATTEMPTS")).isEqualTo(2);
    }

    @Test
    default void checksOfABlockedUserAreFoldedIntoOneEventAMinute() {
        driveToBlock(ANN);
        check(8, ANN, "storm");
        assertThat(events().getLast())
                .isEqualTo(
                        new SecurityEvent(T0, "HIGH_ABUSE_SCORE_LIMIT", Severity.CRITICAL, ANN, "storm", null, 100, 0));

        clock().advance(MINUTE - 1);
        check(1, ANN, "storm");
        clock().advance(1);
        check(1, ANN, "dance");
        assertThat(countOf("HIGH_ABUSE_SCORE_LIMIT")).isEqualTo(2);
        assertThat(events().getLast())
                .isEqualTo(new SecurityEvent(
                        T0 + MINUTE, "HIGH_ABUSE_SCORE_LIMIT", Severity.CRITICAL, ANN, "dance", null, 100, 8));

        clock().advance(5 * MINUTE);
        check(1, ANN, "storm");
        assertThat(events().getLast().folded()).as("none were swallowed since").isZero();
    }

    @Test
    default void eachBlockedUserHasAnEventOfTheirOwn() {
        driveToBlock(ANN);
        driveToBlock(BOB);
        check(3, ANN, "dance");
        check(3, BOB, "dance");

        assertThat(countOf("HIGH_ABUSE_SCORE_LIMIT")).isEqualTo(2);
    }

    @Test
    default void aBannedUsersChecksMakeNoEvent() {
        banForGood(ANN);
        check(5, ANN, "dance");
        assertThat(events()).isEmpty();
    }

    @Test
    default void theLatestEventsComeNewestFirst() {
        rules(new ScoreRules(100_000, 75, 0));
        onceADay("act");
        for (String user : new String[] {ANN, BOB, CID}) {
            clock().advance(1);
            check(3, user, "act");
        }

        assertThat(store().moderation().events(3))
                .extracting(SecurityEvent::userId)
                .containsExactly(CID, CID, BOB);
    }

    private long countOf(String type) {
        return eventTypes().stream().filter(type::equals).count();
    }
}
