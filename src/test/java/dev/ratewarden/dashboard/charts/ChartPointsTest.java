package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.Chart.Why;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.moderation.ActionMinute;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChartPointsTest {

    private static final long MINUTE = 60_000;
    /** A multiple of every resolution. */
    private static final long NOW = 29_000_000 / 60 * 60;

    private static TrafficMinutes minutes(long from, LongPredicate recorded) {
        TreeMap<Long, List<ActionMinute>> over = new TreeMap<>();
        LongStream.range(from, NOW)
                .forEach(minute -> over.put(
                        minute,
                        recorded.test(minute)
                                ? List.of(
                                        new ActionMinute(minute * MINUTE, "api_call", 120, 0, 0),
                                        new ActionMinute(minute * MINUTE, "payment", 30, 30, 30))
                                : List.of()));
        return TrafficMinutes.of(over, NOW * MINUTE);
    }

    private static Chart chart(TrafficMinutes minutes, @Nullable String action, Span span) {
        return ChartPoints.of(minutes, NOW * MINUTE, action, span);
    }

    private static List<Point> drawn(Chart chart) {
        return chart.points().stream().filter(point -> !point.isGap()).toList();
    }

    @Test
    void aPointIsTheMeanOfItsBinAndStandsInItsMiddle() {
        TreeMap<Long, List<ActionMinute>> over = new TreeMap<>();
        LongStream.range(NOW - 1_440, NOW)
                .forEach(minute -> over.put(
                        minute,
                        List.of(new ActionMinute(minute * MINUTE, "api_call", minute % 5 == 0 ? 600 : 0, 60, 0))));
        Chart chart = chart(TrafficMinutes.of(over, NOW * MINUTE), null, Span.HOURS_24);

        assertThat(chart.points()).hasSize(288).allSatisfy(point -> {
            assertThat(point.allowed()).isEqualTo(2.0);
            assertThat(point.denied()).isEqualTo(1.0);
        });
        assertThat(chart.points().getLast().atMs()).isEqualTo((NOW - 5) * MINUTE + 150_000);
        assertThat(chart.resolutionMs()).isEqualTo(5 * MINUTE);
    }

    @Test
    void noSpanDrawsMoreThanSixHundredPoints() {
        TrafficMinutes all = minutes(NOW - TrafficHistory.KEPT_MINUTES, minute -> true);

        for (Span span : Span.values()) {
            assertThat(chart(all, null, span).points())
                    .as(span.name())
                    .hasSize(span.minutes() / span.resolutionMinutes())
                    .hasSizeLessThanOrEqualTo(600);
        }
    }

    @Test
    void oneActionIsDrawnByItself() {
        Chart chart = chart(minutes(NOW - 60, minute -> true), "payment", Span.MINUTES_60);

        assertThat(chart.points()).allSatisfy(point -> {
            assertThat(point.allowed()).isEqualTo(0.5);
            assertThat(point.denied()).isEqualTo(0.5);
        });
        assertThat(chart.mean()).isEqualTo(new Point(NOW * MINUTE, 0.5, 0.5));
        assertThat(chart.meanMs()).isEqualTo(60 * MINUTE);
    }

    @Test
    void anActionThatWasNotCheckedWhileOthersWereIsZeroAndNoGap() {
        Chart chart = chart(minutes(NOW - 60, minute -> true), "unknown", Span.MINUTES_60);

        assertThat(chart.gaps()).isEmpty();
        assertThat(chart.points()).hasSize(60).allMatch(point -> point.allowed() == 0);
    }

    @Test
    void whereNothingWasRecordedForLongTheLineIsBrokenAndTheGapIsExactToTheMinute() {
        Chart chart =
                chart(minutes(NOW - 1_440, minute -> minute < NOW - 303 || minute >= NOW - 202), null, Span.HOURS_24);

        assertThat(chart.gaps())
                .containsExactly(new Gap((NOW - 303) * MINUTE, (NOW - 202) * MINUTE, Why.NOTHING_RECORDED));
        assertThat(chart.points()).filteredOn(Point::isGap).hasSize(1);
        assertThat(drawn(chart))
                .as("bins at the edges are means of the minutes in which a bot ran")
                .allMatch(point -> point.allowed() == 2.5);
    }

    @Test
    void aQuietMomentIsZeroAndNoGap() {
        Chart chart =
                chart(minutes(NOW - 60, minute -> minute < NOW - 20 || minute >= NOW - 15), null, Span.MINUTES_60);

        assertThat(chart.gaps()).isEmpty();
        assertThat(chart.points())
                .hasSize(60)
                .filteredOn(point -> point.allowed() == 0)
                .hasSize(5);
    }

    @Test
    void oneMinuteMoreIsAGap() {
        Chart chart =
                chart(minutes(NOW - 60, minute -> minute < NOW - 21 || minute >= NOW - 15), null, Span.MINUTES_60);

        assertThat(chart.gaps())
                .containsExactly(new Gap((NOW - 21) * MINUTE, (NOW - 15) * MINUTE, Why.NOTHING_RECORDED));
        assertThat(drawn(chart)).hasSize(54);
    }

    @Test
    void aCommunityThatHasJustBegunHasAGapBeforeIt() {
        Chart chart = chart(minutes(NOW - 360, minute -> minute >= NOW - 30), null, Span.HOURS_6);

        assertThat(chart.gaps())
                .containsExactly(new Gap((NOW - 360) * MINUTE, (NOW - 30) * MINUTE, Why.NOTHING_RECORDED));
        assertThat(chart.points().getFirst().isGap()).isTrue();
    }

    @Test
    void whatIsNotReadYetIsNoGapOfTheBots() {
        Chart chart = chart(minutes(NOW - 60, minute -> true), null, Span.HOURS_6);

        assertThat(chart.gaps()).containsExactly(new Gap((NOW - 360) * MINUTE, (NOW - 60) * MINUTE, Why.NOT_READ));
        assertThat(drawn(chart)).hasSize(30);
        assertThat(chart.meanMs()).as("the legend's mean says what it covers").isEqualTo(60 * MINUTE);
    }

    @Test
    void withoutAnyMinuteAllIsUnread() {
        Chart chart = chart(TrafficMinutes.NONE, null, Span.HOURS_48);

        assertThat(chart.points()).hasSize(1).allMatch(Point::isGap);
        assertThat(chart.gaps()).extracting(Gap::why).containsExactly(Why.NOT_READ);
        assertThat(chart.mean()).isNull();
    }

    @Test
    void aPointKeepsItsValueWhileTimeGoesOn() {
        TreeMap<Long, List<ActionMinute>> over = new TreeMap<>();
        LongStream.range(NOW - 3_000, NOW + 7)
                .forEach(minute ->
                        over.put(minute, List.of(new ActionMinute(minute * MINUTE, "api_call", minute % 97, 0, 0))));
        Chart later = ChartPoints.of(TrafficMinutes.of(over, (NOW + 7) * MINUTE), 0, null, Span.HOURS_48);
        over.tailMap(NOW).clear();
        Chart before = ChartPoints.of(TrafficMinutes.of(over, NOW * MINUTE), 0, null, Span.HOURS_48);

        List<Point> inBoth = before.points().subList(1, before.points().size());
        assertThat(later.points()).containsAll(inBoth);
    }
}
