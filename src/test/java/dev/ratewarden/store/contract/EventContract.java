package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventLog;
import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.UserPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

        assertThat(store().moderation().events(EventQuery.latest(3)))
                .extracting(SecurityEvent::userId)
                .containsExactly(CID, CID, BOB);
    }

    @Test
    default void anActionComesAfterTheViolationOfTheSameMillisecond() {
        onceADay("act");
        check(2, ANN, "act");
        ban(ANN, Duration.ofHours(1));

        assertThat(allEvents())
                .extracting(SecurityEvent::type)
                .containsExactly("RATE_LIMIT_EXCEEDED_ACT", EventTypes.USER_BANNED);
        assertThat(store().moderation().follow(EventLog.OLDEST, 100).events()).isEqualTo(allEvents());
    }

    @Test
    default void whatModeratorsDoIsAnEventWithItsAuditEntry() {
        clock().advance(1);
        ActionReceipt ban = ban(ANN, Duration.ofHours(1));
        clock().advance(1);
        undo(ban);

        assertThat(allEvents())
                .extracting(SecurityEvent::type)
                .containsExactly(EventTypes.USER_BANNED, EventTypes.ACTION_UNDONE);
        SecurityEvent banned = allEvents().getFirst();
        assertThat(banned.severity()).isEqualTo(Severity.INFO);
        assertThat(banned.userId()).isEqualTo(ANN);
        assertThat(banned.figures())
                .containsEntry("auditId", ban.entry().id())
                .containsEntry("operator", "mod_lee")
                .containsEntry("reason", "because")
                .containsEntry("untilMs", Long.toString(T0 + 1 + HOUR));
        assertThat(allEvents().getLast().figures())
                .containsEntry("undoes", ban.entry().id());
    }

    @Test
    default void eventsAreFoundByTypeSeverityUserAndTime() {
        driveToBlock(ANN);
        clock().advance(MINUTE);
        driveToBlock(BOB);
        ban(BOB, Duration.ofHours(1));

        assertThat(found(new EventQuery(Severity.CRITICAL, null, null, null, null, 100)))
                .containsExactly("USER_AUTO_BLOCKED", "USER_AUTO_BLOCKED");
        assertThat(found(new EventQuery(Severity.CRITICAL, null, ANN, null, null, 100)))
                .containsExactly("USER_AUTO_BLOCKED");
        assertThat(found(new EventQuery(null, "rate_limit_exceeded_*", BOB, null, null, 100)))
                .hasSize(5);
        assertThat(found(new EventQuery(null, "USER_BANNED", null, null, null, 100)))
                .containsExactly("USER_BANNED");
        assertThat(found(new EventQuery(null, null, null, T0 + MINUTE, null, 100)))
                .hasSize(7);
        assertThat(found(new EventQuery(null, null, null, null, T0 + MINUTE, 100)))
                .hasSize(6);
        assertThat(found(new EventQuery(null, null, null, T0 + 1, T0 + MINUTE, 100)))
                .isEmpty();
        assertThat(found(new EventQuery(null, null, null, null, null, 2))).hasSize(2);
    }

    private List<String> found(EventQuery query) {
        return store().moderation().events(query).stream()
                .map(SecurityEvent::type)
                .toList();
    }

    @Test
    default void whoFollowsReadsEachEventOnce() {
        EventPage now = store().moderation().follow(null, 100);
        assertThat(now.events()).isEmpty();
        driveToBlock(ANN);
        driveToBlock(BOB);
        ban(ANN, Duration.ofHours(1));

        List<SecurityEvent> read = new ArrayList<>();
        EventPage page = now;
        do {
            page = store().moderation().follow(page.position(), 3);
            read.addAll(page.events());
        } while (page.more());
        assertThat(page.gap()).isFalse();
        assertThat(read).hasSize(13).containsExactlyInAnyOrderElementsOf(allEvents());
        assertThat(store().moderation().follow(page.position(), 3).events()).isEmpty();
        assertThat(store().moderation().follow(EventLog.OLDEST, 100).events()).hasSize(13);
    }

    @Test
    default void whatIsRecordedIsWrittenOnceInAWhile() {
        SecurityEvent raid = new SecurityEvent(
                0,
                EventTypes.COORDINATED_ABUSE,
                Severity.EMERGENCY,
                null,
                "payment",
                null,
                0,
                0,
                Map.of("users", "12"));
        assertThat(store().moderation().record(raid, "raid:payment", MINUTE)).isTrue();
        clock().advance(MINUTE - 1);
        assertThat(store().moderation().record(raid, "raid:payment", MINUTE)).isFalse();
        assertThat(store().moderation().record(raid, "raid:login", MINUTE)).isTrue();
        clock().advance(1);
        assertThat(store().moderation().record(raid, "raid:payment", MINUTE)).isTrue();
        assertThat(store().moderation().record(raid, "raid:payment", 0)).isTrue();

        assertThat(allEvents())
                .containsExactly(raid.at(T0), raid.at(T0 + MINUTE - 1), raid.at(T0 + MINUTE), raid.at(T0 + MINUTE));
    }

    @Test
    default void aForeignPositionIsRefused() {
        assertThatThrownBy(() -> store().moderation().follow("yesterday", 3))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("yesterday");
    }

    @Test
    default void anAuditEntryIsFoundByItsId() {
        ActionReceipt ban = ban(ANN, Duration.ofHours(1));
        assertThat(store().moderation()
                        .auditEntry(ban.entry().id())
                        .orElseThrow()
                        .userId())
                .isEqualTo(ANN);
        assertThat(store().moderation().auditEntry("0-99999")).isEmpty();
        assertThat(store().moderation().auditEntry("nonsense")).isEmpty();
    }

    @Test
    default void allUsersAreOnSomePage() {
        onceADay("act");
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 57; i++) {
            expected.add("user-" + i);
            check("user-" + i, "act");
        }
        Set<String> walked = new TreeSet<>();
        UserPage page = store().moderation().page(null, 10);
        page.users().forEach(user -> walked.add(user.id()));
        while (page.next() != null) {
            page = store().moderation().page(page.next(), 10);
            page.users().forEach(user -> walked.add(user.id()));
        }
        assertThat(walked).isEqualTo(expected);
    }

    private long countOf(String type) {
        return eventTypes().stream().filter(type::equals).count();
    }
}
