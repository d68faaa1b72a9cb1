package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final String DENIED = EventTypes.rateLimitExceeded("pack_create");

    private final Lines lines = new Lines();
    private final List<Entry> newestFirst = new ArrayList<>();

    @Test
    void denialsOfOneUserShareALineUnderTheNewest() {
        Entry first = happened(0, DENIED, "mira");
        happened(1, DENIED, "kettle");
        Entry second = happened(2, DENIED, "mira");
        Entry third = happened(3, DENIED, "mira");

        show();

        assertThat(told()).containsExactly("3 mira × 3 since 0", "1 kettle × 1 since 1");
        assertThat(List.of(first, second, third))
                .allSatisfy(each -> assertThat(lines.indexOf(each)).isZero());
    }

    @Test
    void otherKindsOfDenialsHaveLinesOfTheirOwn() {
        happened(0, DENIED, "mira");
        happened(1, EventTypes.HIGH_ABUSE_SCORE_LIMIT, "mira");
        happened(2, EventTypes.rateLimitExceeded("payment"), "mira");

        show();

        assertThat(told()).hasSize(3);
    }

    @Test
    void whatHappenedMoreThanTenMinutesBeforeTheNextIsAnotherLine() {
        int apart = (int) Duration.ofMillis(Lines.APART_MS).toMinutes();
        happened(0, DENIED, "mira");
        happened(apart, DENIED, "mira");
        happened(2 * apart, DENIED, "mira");
        happened(3 * apart + 1, DENIED, "mira");

        show();

        assertThat(told()).containsExactly("31 mira × 1 since 31", "20 mira × 3 since 0");
    }

    @Test
    void whatModeratorsDidAndWhatIsAboutNobodyAlwaysHasALineOfItsOwn() {
        for (int minute = 0; minute < 2; minute++) {
            happened(minute, EventTypes.USER_RESET, "mira");
            happened(minute, EventTypes.USER_AUTO_BLOCKED, "mira");
            happened(minute, EventTypes.STORE_OUTAGE_ENTERED, null);
        }

        show();

        assertThat(lines.shown()).hasSize(6);
    }

    @Test
    void aLineCountsWhatItsEntriesStandForAndAnEntryOfTheAuditTrailIsOne() {
        Line line = Line.of(standingForMore(2, 55)).with(standingForMore(1, 0)).with(standingForMore(0, 622));

        assertThat(line.entries()).isEqualTo(3);
        assertThat(line.requests()).isEqualTo(56 + 1 + 623);
        assertThat(Line.of(Samples.audit(1, Samples.ban("7-1", NOW, "mira", "mod_lee")))
                        .requests())
                .isEqualTo(1);
    }

    private static Entry standingForMore(int minute, long folded) {
        Entry entry = Samples.event(minute, NOW + minute * 60_000L, DENIED, "mira");
        return new Entry(minute, entry.event().standingForMore(folded), null, "mira", "", "");
    }

    @Test
    void unfoldedEachHasALine() {
        happened(0, DENIED, "mira");
        happened(1, DENIED, "mira");

        lines.show(newestFirst, false);
        assertThat(told()).containsExactly("1 mira × 1 since 1", "0 mira × 1 since 0");
        assertThat(lines.indexOf(newestFirst.get(1))).isEqualTo(1);

        show();
        assertThat(told()).containsExactly("1 mira × 2 since 0");
    }

    @Test
    void linesThatStayAreNotTouchedWhenALineMovesUp() {
        happened(0, DENIED, "below");
        happened(1, DENIED, "mira");
        happened(2, DENIED, "kettle");
        show();
        List<String> changes = new ArrayList<>();
        lines.shown().addListener((ListChangeListener<Line>) change -> {
            while (change.next()) {
                changes.add(
                        "%d to %d, removed %d".formatted(change.getFrom(), change.getTo(), change.getRemovedSize()));
            }
        });

        happened(3, DENIED, "mira");
        show();

        assertThat(told()).containsExactly("3 mira × 2 since 1", "2 kettle × 1 since 2", "0 below × 1 since 0");
        assertThat(changes).containsExactly("0 to 0, removed 2", "0 to 2, removed 0");
    }

    @Test
    void whatIsNotAmongTheLinesIsNowhere() {
        show();
        assertThat(lines.indexOf(Samples.event(9, NOW, DENIED, "mira"))).isEqualTo(-1);
    }

    private void show() {
        lines.show(List.copyOf(newestFirst), true);
    }

    private Entry happened(int minute, String type, @Nullable String user) {
        Entry entry = Samples.event(newestFirst.size() + 1, NOW + minute * 60_000L, type, user);
        newestFirst.addFirst(entry);
        return entry;
    }

    private List<String> told() {
        return lines.shown().stream()
                .map(line -> "%d %s × %d since %d"
                        .formatted(
                                (line.newest().atMs() - NOW) / 60_000,
                                line.newest().event().userId(),
                                line.requests(),
                                (line.firstMs() - NOW) / 60_000))
                .toList();
    }
}
