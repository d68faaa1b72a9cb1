package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventTypes;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EntryListTest {

    private final EntryList list = new EntryList();

    @Test
    void theNewestStandsAboveWhateverOrderItIsReadIn() {
        list.arrived(List.of(entry(2), entry(3)));
        list.listed(List.of(entry(1)), false, true);

        assertThat(numbers()).containsExactly(3L, 2L, 1L);
    }

    @Test
    void whatComesBetweenStandsBetween() {
        list.arrived(List.of(entry(2), entry(5), entry(8)));
        list.listed(List.of(entry(1), entry(3), entry(4), entry(6), entry(9)), false, true);

        assertThat(numbers()).containsExactly(9L, 8L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void whatIsReadTwiceStandsThereOnceAndKeepsItsLine() {
        Entry first = entry(1);
        list.arrived(List.of(first));
        Entry again = new Entry(99, first.event(), null, first.user(), first.sentence(), first.sentenceApart());
        list.listed(List.of(again), false, true);
        list.arrived(List.of(again));

        assertThat(list.matching()).containsExactly(first);
    }

    @Test
    void aReaderFurtherDownIsNotMovedAndSeesHowManyCame() {
        list.arrived(List.of(entry(1)));
        list.readingBelow(true);
        list.arrived(List.of(entry(2), entry(3)));

        assertThat(numbers()).containsExactly(1L);
        assertThat(list.waitingProperty().get()).isEqualTo(2);

        list.readingBelow(false);
        assertThat(numbers()).containsExactly(3L, 2L, 1L);
        assertThat(list.waitingProperty().get()).isZero();
    }

    @Test
    void whileItIsPausedGoingUpBringsNothingButAPressDoes() {
        list.paused(true);
        list.readingBelow(true);
        list.arrived(List.of(entry(1)));
        list.readingBelow(false);
        assertThat(list.matching()).isEmpty();

        list.release();
        assertThat(numbers()).containsExactly(1L);
        list.arrived(List.of(entry(2)));
        assertThat(numbers()).as("it stays paused").containsExactly(1L);
    }

    @Test
    void onlyWhatPassesTheFilterIsCounted() {
        list.filter(entry -> entry.number() > 1);
        list.paused(true);
        list.arrived(List.of(entry(1), entry(2)));
        assertThat(list.waitingProperty().get()).isEqualTo(1);

        list.filter(entry -> true);
        assertThat(list.waitingProperty().get()).isEqualTo(2);
    }

    @Test
    void aNewListingDoesNotMoveAReaderEither() {
        list.arrived(List.of(entry(5)));
        list.readingBelow(true);
        list.listed(List.of(entry(4), entry(5), entry(6)), false, false);

        assertThat(numbers()).containsExactly(5L, 4L);
        assertThat(list.waitingProperty().get()).isEqualTo(1);
    }

    @Test
    void theListIsBoundedAndDropsTheOldest() {
        list.arrived(many(1, EntryList.KEPT + 500));

        assertThat(list.kept()).hasSize(EntryList.KEPT);
        assertThat(list.matching().getLast().number()).isEqualTo(501);
    }

    @Test
    void whatWaitsIsBoundedTooAndAllOfItIsCounted() {
        list.paused(true);
        list.arrived(many(1, 1_500));
        list.arrived(many(1_501, 3_000));

        assertThat(list.waitingProperty().get()).isEqualTo(3_000);
        list.release();
        assertThat(list.kept()).hasSize(EntryList.KEPT);
        assertThat(list.matching().getFirst().number()).isEqualTo(3_000);
    }

    @Test
    void aListingThatDoesNotJoinOnLeavesNoHole() {
        list.listed(List.of(entry(1), entry(2)), true, true);
        list.listed(List.of(entry(2), entry(5)), false, false);
        assertThat(numbers()).as("joined").containsExactly(5L, 2L, 1L);

        list.listed(List.of(entry(8), entry(9)), false, false);
        assertThat(numbers()).as("whatever came between is not known").containsExactly(9L, 8L);
    }

    @Test
    void aListThatBeginsAnewForgetsWhatIsOlderThanItsAnswer() {
        list.listed(List.of(entry(1), entry(2)), true, true);
        list.listed(List.of(entry(2), entry(3)), true, false);

        assertThat(numbers()).containsExactly(3L, 2L);
    }

    @Test
    void olderOnesThatSomebodyAskedForStay() {
        list.arrived(many(2_001, 4_000));
        list.older(many(1_001, 2_000));
        list.arrived(many(4_001, 4_010));

        assertThat(list.kept()).hasSize(3_000);
        assertThat(list.matching().getLast().number()).isEqualTo(1_011);
    }

    @Test
    void theOpenEntryStaysOpenWhenOthersComeAndWhenItIsDropped() {
        Entry open = entry(1);
        list.arrived(List.of(open));
        list.open(open);
        list.arrived(many(2, EntryList.KEPT + 1));

        assertThat(list.openProperty().get()).isEqualTo(open);
        assertThat(list.kept()).doesNotContain(open);
    }

    @Test
    void theOpenEntryIsClosedByAFilterThatItDoesNotPass() {
        Entry open = entry(1);
        list.arrived(List.of(open, entry(2)));
        list.open(open);
        list.filter(entry -> entry.number() == 1);
        assertThat(list.openProperty().get()).isEqualTo(open);
        list.filter(entry -> entry.number() == 2);
        assertThat(list.openProperty().get()).isNull();
    }

    @Test
    void anEntryThatGoesUnderANewerOneStaysOpenAndItsLineIsFound() {
        list.folded(true);
        Entry open = denial(1);
        list.arrived(List.of(open));
        list.open(open);
        list.arrived(List.of(denial(2), entry(3)));

        assertThat(list.openProperty().get()).isEqualTo(open);
        assertThat(list.lineOf(open)).isEqualTo(1);
        assertThat(list.told(open)).isEqualTo(new Line(denial(2), 2, 2, NOW + 1));
        assertThat(list.matching()).as("what is exported and counted").hasSize(3);
    }

    private static Entry denial(long number) {
        return Samples.event(number, NOW + number, EventTypes.HIGH_ABUSE_SCORE_LIMIT, "mira");
    }

    private List<Long> numbers() {
        return list.lines().stream().map(line -> line.newest().number()).toList();
    }

    private static List<Entry> many(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(EntryListTest::entry)
                .toList();
    }

    private static Entry entry(long number) {
        return Samples.event(number, NOW + number, EventTypes.USER_AUTO_BLOCKED, "mira");
    }
}
