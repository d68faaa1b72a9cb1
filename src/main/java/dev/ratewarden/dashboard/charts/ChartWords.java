package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a chart says in words: at a point, in a gap, of itself. Immutable. */
final class ChartWords {

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_SECOND =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK_SECOND = DateTimeFormatter.ofPattern("HH:mm:ss zzz", Locale.ENGLISH);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm zzz", Locale.ENGLISH);
    private static final long MINUTE_MS = TrafficMinutes.MINUTE_MS;

    private final Times times;

    ChartWords(Times times) {
        this.times = times;
    }

    /** {@code last 24 h}. */
    static String span(int minutes) {
        return minutes > 60 ? text("chart.hours", minutes / 60) : text("chart.minutes", minutes);
    }

    /** {@code all actions}, or the one. */
    static String action(@Nullable String action) {
        return action == null ? text("chart.actions.all") : Text.visible(action);
    }

    /** The time and the figures of a point. */
    String at(Chart chart, Point point) {
        return text("chart.readout", when(chart, point), Figures.rate(point.allowed()), Figures.rate(point.denied()));
    }

    private String when(Chart chart, Point point) {
        return chart.resolutionMs() < MINUTE_MS
                ? SECOND.format(local(point.atMs()))
                : range(binStart(chart, point), Math.min(binStart(chart, point) + chart.resolutionMs(), chart.nowMs()));
    }

    private static long binStart(Chart chart, Point point) {
        return Math.floorDiv(point.atMs(), chart.resolutionMs()) * chart.resolutionMs();
    }

    /** Why there are no points. */
    String in(Gap gap) {
        return switch (gap.why()) {
            case NOT_READ -> text("chart.gap.unread");
            case NOTHING_RECORDED -> text("chart.gap.nothing", range(gap.fromMs(), gap.untilMs()));
            case NOT_WATCHED -> text("chart.gap.unwatched", range(gap.fromMs(), gap.untilMs()));
            case NOT_KEPT -> text("chart.gap.unkept", range(gap.fromMs(), gap.untilMs()));
            case NOT_ANSWERED -> text("chart.gap.unanswered", seconds(gap.fromMs(), gap.untilMs()));
        };
    }

    /** How fine it is, what its legend means, and how far its reading has come. */
    static String below(Chart chart, TrafficHistory.@Nullable Progress progress) {
        StringJoiner words = new StringJoiner(text("chart.and"));
        if (progress != null && progress.failure() != null) {
            words.add(text("chart.reading.failed", Text.visible(progress.failure())));
        } else if (progress != null && !progress.isDone()) {
            words.add(reading(progress));
        }
        words.add(
                chart.resolutionMs() < MINUTE_MS
                        ? text("chart.resolution.live", chart.resolutionMs() / 1_000)
                        : text("chart.resolution", chart.resolutionMs() / MINUTE_MS));
        if (chart.mean() != null) {
            words.add(chart.meanMs() == 0 ? text("chart.mean.latest") : text("chart.mean", meanSpan(chart.meanMs())));
        }
        return words.toString();
    }

    private static String reading(TrafficHistory.Progress progress) {
        return progress.wantedMinutes() > 60
                ? text("chart.reading.hours", progress.readMinutes() / 60, (progress.wantedMinutes() + 59) / 60)
                : text("chart.reading.minutes", progress.readMinutes(), progress.wantedMinutes());
    }

    private static String meanSpan(long ms) {
        long minutes = ms / MINUTE_MS;
        return minutes == 1 ? text("chart.minute") : spelled(minutes);
    }

    static String spelled(long minutes) {
        if (minutes <= 60) {
            return text("chart.minutes", minutes);
        }
        return minutes % 60 == 0
                ? text("chart.hours", minutes / 60)
                : text("chart.hoursMinutes", minutes / 60, minutes % 60);
    }

    /** For those who cannot see it. */
    static String spoken(@Nullable Chart chart) {
        Point mean = chart == null ? null : chart.mean();
        if (chart == null || mean == null) {
            return text("chart.spoken.none");
        }
        return text(
                "chart.spoken",
                action(chart.action()),
                span(chart.span().minutes()),
                Figures.rate(mean.allowed()),
                Figures.rate(mean.denied()),
                below(chart, null));
    }

    /** A store hangs for seconds. */
    private String seconds(long fromMs, long untilMs) {
        return range(fromMs, untilMs, DAY_SECOND, CLOCK_SECOND);
    }

    private String range(long fromMs, long untilMs) {
        return range(fromMs, untilMs, MINUTE, CLOCK);
    }

    /** The end has its day where that is another. */
    private String range(long fromMs, long untilMs, DateTimeFormatter day, DateTimeFormatter clock) {
        ZonedDateTime from = local(fromMs);
        ZonedDateTime until = local(untilMs);
        DateTimeFormatter end = from.toLocalDate().equals(until.toLocalDate()) ? clock : day;
        return text("chart.range", day.format(from), end.format(until));
    }

    private ZonedDateTime local(long ms) {
        return Instant.ofEpochMilli(ms).atZone(times.zone());
    }
}
