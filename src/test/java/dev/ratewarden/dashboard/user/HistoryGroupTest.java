package dev.ratewarden.dashboard.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A history by the minute, filtered, and unfolded where it is asked for. */
class HistoryGroupTest {

    private static final Times TIMES = new Times(ZoneOffset.UTC);
    private static final Limit PACKS = Limit.tokenBucket(5, Duration.ofHours(1));

    private static long at(String time) {
        return Instant.parse("2026-03-05T" + time + "Z").toEpochMilli();
    }

    private static Violation violation(
            String time, String action, double before, double after, @Nullable String where) {
        Penalty penalty = new Penalty(10, 0, after - before, before, after, after >= 100);
        return new Violation(at(time), action, 1, action, PACKS, 1L, penalty, where, false);
    }

    private static AuditEntry note(String time) {
        return new AuditEntry(
                "0-1", at(time), AuditEntry.Type.NOTE, "1", "mod_lee", "", null, 0, 0, "an old friend", null);
    }

    private static List<HistoryEntry> entries(@Nullable Long reset, List<Violation> newestFirst, AuditEntry... audit) {
        return HistoryEntry.of(user(reset, newestFirst, audit), TIMES);
    }

    private static UserDetail user(@Nullable Long reset, List<Violation> newestFirst, AuditEntry... audit) {
        UserSummary summary = new UserSummary("1", null, 0, Tier.NORMAL, 9, null, null, 0, null, null, null);
        return new UserDetail(
                summary, at("14:30:00"), reset, 0, null, null, Map.of(), List.of(), newestFirst, List.of(audit));
    }

    private static List<String> lines(List<HistoryEntry> entries) {
        return HistoryGroup.of(entries).stream()
                .map(HistoryGroup::summary)
                .map(line -> line.when() + "  " + line.title() + ", " + line.words())
                .toList();
    }

    @Test
    void violationsOfOneMinuteAreOneLineWithWhatTheyMadeOfTheScore() {
        assertThat(lines(entries(
                        null,
                        List.of(
                                violation("14:03:50", "pack_create", 70, 100, null),
                                violation("14:03:40", "pack_create", 45, 70, null),
                                violation("14:03:01", "pack_create", 25, 45, null),
                                violation("14:02:59", "pack_create", 10, 25, null)))))
                .containsExactly(
                        "14:03  3 × pack_create, 25 → 100, blocked", "14:02  pack_create, 6th violation; 10 + 15 = 25");
    }

    @Test
    void severalActionsAndPlacesAreCounted() {
        assertThat(lines(entries(
                        null,
                        List.of(
                                violation("14:03:50", "payment", 30, 40, "#shop"),
                                violation("14:03:40", "pack_create", 20, 30, "#general"),
                                violation("14:03:30", "pack_create", 10, 20, "#general")))))
                .containsExactly("14:03  1 × payment, 2 × pack_create, 10 → 40, in 2 places");
    }

    @Test
    void aModeratorsActionDividesAMinute() {
        assertThat(lines(entries(
                        null,
                        List.of(
                                violation("14:03:50", "payment", 30, 40, null),
                                violation("14:03:10", "payment", 20, 30, null)),
                        note("14:03:30"))))
                .hasSize(3);
    }

    @Test
    void aResetWithinAMinuteDividesWhatCountsFromWhatDoesNot() {
        List<HistoryGroup> groups = HistoryGroup.of(entries(
                at("14:03:30"),
                List.of(
                        violation("14:03:50", "payment", 0, 10, null),
                        violation("14:03:10", "payment", 20, 30, null))));

        assertThat(groups).extracting(group -> group.summary().isVoid()).containsExactly(false, true);
    }

    @Test
    void theKeyOfALineStaysWhileNewerOnesJoinIt() {
        Violation first = violation("14:03:10", "payment", 0, 10, null);
        Violation second = violation("14:03:20", "payment", 10, 20, null);
        Violation third = violation("14:03:30", "payment", 20, 30, null);

        assertThat(HistoryGroup.of(entries(null, List.of(third, second, first)))
                        .getFirst()
                        .key())
                .isEqualTo(HistoryGroup.of(entries(null, List.of(second, first)))
                        .getFirst()
                        .key());
    }

    @Test
    void theFilterKnowsPlaceKindAndWords() {
        List<HistoryEntry> all = entries(
                null,
                List.of(
                        violation("14:03:50", "payment", 30, 40, "#shop"),
                        violation("14:02:40", "pack_create", 20, 30, "#general")),
                note("14:01:00"));

        assertThat(HistoryFilter.NONE.of(all)).isEqualTo(all);
        assertThat(HistoryFilter.NONE.in("#shop").of(all))
                .extracting(HistoryEntry::title)
                .containsExactly("payment");
        assertThat(HistoryFilter.NONE.with(HistoryFilter.Kind.ACTIONS).of(all))
                .extracting(HistoryEntry::title)
                .containsExactly("Note by mod_lee");
        assertThat(HistoryFilter.NONE.with(HistoryFilter.Kind.VIOLATIONS).of(all))
                .hasSize(2);
        assertThat(HistoryFilter.NONE.containing(" Old FRIEND ").of(all))
                .extracting(HistoryEntry::title)
                .containsExactly("Note by mod_lee");
        assertThat(HistoryFilter.NONE.containing("#gen").of(all))
                .extracting(HistoryEntry::title)
                .containsExactly("pack_create");
    }

    @Test
    void thePlacesToChooseAreThoseOfTheHistory() {
        assertThat(HistoryFilter.places(user(
                        null,
                        List.of(
                                violation("14:03:50", "payment", 30, 40, "#shop"),
                                violation("14:02:40", "payment", 20, 30, null),
                                violation("14:02:30", "payment", 10, 20, "#general"),
                                violation("14:02:20", "payment", 0, 10, "#shop")))))
                .containsExactly("#general", "#shop");
    }

    @Test
    void aLineUnfoldsInPlaceAndFoldsAgain() {
        HistoryLines lines = new HistoryLines(entries(
                null,
                List.of(
                        violation("14:03:50", "payment", 30, 40, null),
                        violation("14:03:40", "payment", 20, 30, null),
                        violation("14:02:10", "payment", 10, 20, null))));
        assertThat(lines.shown()).hasSize(2);

        lines.turn(lines.shown().getFirst());
        assertThat(lines.shown()).extracting(HistoryLines.Line::isPart).containsExactly(false, true, true, false);

        lines.turn(lines.shown().getFirst());
        assertThat(lines.shown()).extracting(HistoryLines.Line::isPart).containsExactly(false, false);
        lines.filter(HistoryFilter.NONE.containing("14:02"));
        assertThat(lines.shown()).hasSize(1);
        assertThat(lines.matching()).isEqualTo(1);
    }
}
