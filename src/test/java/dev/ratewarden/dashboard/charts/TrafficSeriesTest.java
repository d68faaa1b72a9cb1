package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.Chart.Why;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficSeriesTest {

    private static final long T0 = 1_750_000_020_000L;

    private final TrafficSeries series = new TrafficSeries();
    private long sequence;

    private void read(long nowMs, long takenMs, long allowed, long denied) {
        read(nowMs, takenMs, takenMs, allowed, denied);
    }

    private void read(long nowMs, long askedMs, long answeredMs, long allowed, long denied) {
        Statistics figures = new Statistics(0, 0, 0, 0, 0, allowed, denied);
        Snapshot snapshot = new Snapshot(nowMs, figures, new UserList(List.of(), 0), List.of(), Instances.NONE, 0, "");
        series.accept(new Reading(
                ++sequence,
                new Request(UserFilter.DEFAULT, null),
                snapshot,
                null,
                Enforcement.ENFORCE,
                List.of(),
                askedMs,
                askedMs,
                answeredMs,
                answeredMs,
                1));
    }

    private List<Gap> gaps(long nowMs) {
        return series.chart(List.of(), nowMs, Span.MINUTES_5).gaps().stream()
                .filter(gap -> gap.why() != Why.NOTHING_RECORDED)
                .toList();
    }

    @Test
    void drawsTheRateBetweenReadings() {
        read(T0, 0, 1_000, 100);
        read(T0 + 4_000, 4_000, 1_120, 104);

        assertThat(series.points(List.of(), T0 + 4_000, TrafficSeries.SHORT_SPAN_MS))
                .containsExactly(new Point(T0 + 4_000, 30, 1));
    }

    @Test
    void whereNobodyWatchedThereIsAGap() {
        read(T0, 0, 0, 0);
        read(T0 + 3_000, 3_000, 30, 0);
        read(T0 + 90_000, 90_000, 900, 0);
        read(T0 + 93_000, 93_000, 930, 0);

        assertThat(series.points(List.of(), T0 + 93_000, TrafficSeries.SHORT_SPAN_MS))
                .extracting(Point::isGap)
                .containsExactly(false, true, false);
    }

    @Test
    void aStoreThatHungForSecondsLeavesAGapAndNotADip() {
        read(T0, 0, 0, 0);
        read(T0 + 3_000, 3_000, 30, 0);
        read(T0 + 10_000, 4_000, 10_000, 31, 0);
        read(T0 + 13_000, 13_000, 61, 0);

        assertThat(series.points(List.of(), T0 + 13_000, TrafficSeries.SHORT_SPAN_MS))
                .extracting(Point::allowed)
                .containsExactly(10.0, Double.NaN, 10.0);
        assertThat(gaps(T0 + 13_000)).containsExactly(new Gap(T0 + 4_000, T0 + 10_000, Why.NOT_ANSWERED));
    }

    @Test
    void aStoreThatWasAskedInVainForLongDidNotAnswerAllThatTime() {
        read(T0, 0, 0, 0);
        read(T0 + 3_000, 3_000, 30, 0);
        read(T0 + 40_000, 4_000, 40_000, 60, 0);

        assertThat(gaps(T0 + 40_000)).containsExactly(new Gap(T0 + 4_000, T0 + 40_000, Why.NOT_ANSWERED));
    }

    @Test
    void whatTheWindowDidNotAskIsNotTheStoresSilence() {
        read(T0, 0, 0, 0);
        read(T0 + 600_000, 599_500, 600_000, 60, 0);
        read(T0 + 1_200_000, 1_192_000, 1_200_000, 90, 0);

        assertThat(gaps(T0 + 1_200_000))
                .containsExactly(
                        new Gap(T0 + 600_000, T0 + 1_192_000, Why.NOT_WATCHED),
                        new Gap(T0 + 1_192_000, T0 + 1_200_000, Why.NOT_ANSWERED));
    }

    @Test
    void aSlowLinkAndLongPausesBetweenReadsAreNoGaps() {
        read(T0, 0, 0, 0);
        read(T0 + 17_500, 15_000, 17_500, 175, 0);
        read(T0 + 35_000, 32_500, 35_000, 350, 0);

        assertThat(series.points(List.of(), T0 + 35_000, TrafficSeries.SHORT_SPAN_MS))
                .extracting(Point::allowed)
                .containsExactly(10.0, 10.0);
    }

    @Test
    void whatWasBeforeTheStoreBeganIsNotKeptAndNotQuiet() {
        read(T0, 0, 0, 0);
        long began = T0 - 20 * 60_000;
        List<Gap> gaps =
                series.chart(List.of(), T0, Span.MINUTES_60).since(began).gaps();

        assertThat(gaps).extracting(Gap::why).containsExactly(Why.NOT_KEPT, Why.NOTHING_RECORDED);
        assertThat(gaps.getFirst().untilMs()).isEqualTo(began);
        assertThat(gaps.getLast().fromMs()).isEqualTo(began);
        assertThat(series.chart(List.of(), T0, Span.MINUTES_60).since(null).gaps())
                .extracting(Gap::why)
                .containsExactly(Why.NOTHING_RECORDED);
    }

    @Test
    void aCommunityThatLivesFasterThanWeDoIsNotAGap() {
        read(T0, 0, 0, 0);
        read(T0 + 60_000, 1_000, 600, 0);

        assertThat(series.points(List.of(), T0 + 60_000, TrafficSeries.SHORT_SPAN_MS))
                .containsExactly(new Point(T0 + 60_000, 10, 0));
    }

    @Test
    void beforeTheFirstReadingItDrawsTheStoresMinutesAndQuietOnesAsZero() {
        long minute = T0 / 60_000 * 60_000;
        List<MinuteCount> minutes = List.of(
                new MinuteCount(minute - 180_000, 600, 60, 0, null),
                new MinuteCount(minute - 60_000, 1_200, 0, 0, null));

        assertThat(TrafficSeries.byMinute(minutes, minute + 5_000))
                .containsExactly(
                        new Point(minute - 150_000, 10, 1),
                        new Point(minute - 90_000, 0, 0),
                        new Point(minute - 30_000, 20, 0));
    }

    @Test
    void aStoreThatLostItsDataStartsAnew() {
        read(T0, 0, 5_000, 0);
        read(T0 + 3_000, 3_000, 5_030, 0);
        read(T0 + 6_000, 6_000, 10, 0);

        assertThat(series.points(List.of(), T0 + 6_000, TrafficSeries.SHORT_SPAN_MS))
                .isEmpty();
    }

    @Test
    void theMeanOfTheLastMinuteIsUnknownUntilAMinuteWasWatched() {
        read(T0, 0, 0, 0);
        for (int second = 3; second <= 51; second += 3) {
            read(T0 + second * 1_000L, second * 1_000L, second * 10L, second);
        }
        assertThat(series.meanOfLastMinute()).isNull();

        read(T0 + 60_000, 60_000, 600, 60);

        assertThat(series.meanOfLastMinute()).isEqualTo(new Point(T0 + 60_000, 10, 1));
    }
}
