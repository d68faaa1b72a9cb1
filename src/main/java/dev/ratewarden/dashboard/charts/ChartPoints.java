package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.charts.TrafficMinutes.MINUTE_MS;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.Chart.Why;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.moderation.ActionMinute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Minutes as the points of a chart: means over bins that begin at multiples of the resolution, so that a point keeps its value while
 * time goes on.
 */
final class ChartPoints {

    /** A quiet community has minutes without a check: the line is broken only where there were none for longer than this. */
    static final int QUIET_MINUTES = 5;

    private final TrafficMinutes minutes;
    private final @Nullable String action;
    private final Span span;
    private final List<Point> points = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final long firstMinute;
    private final long endMinute;
    private long allowed;
    private long denied;
    private long counted;

    private ChartPoints(TrafficMinutes minutes, long nowMs, @Nullable String action, Span span) {
        this.minutes = minutes;
        this.action = action;
        this.span = span;
        // The minute that just ended is read some seconds later: its bin shall not vanish meanwhile.
        this.endMinute = minutes.newestKnown().orElse(nowMs / MINUTE_MS - 1) + 1;
        this.firstMinute = endMinute - span.minutes();
    }

    /**
     * @param nowMs the store's clock, which is the right edge while nothing was read
     * @param action null for all
     */
    static Chart of(TrafficMinutes minutes, long nowMs, @Nullable String action, Span span) {
        ChartPoints points = new ChartPoints(minutes, nowMs, action, span);
        points.fill();
        return points.chart();
    }

    private void fill() {
        long resolution = span.resolutionMinutes();
        Why broken = null;
        long brokenFrom = firstMinute;
        for (long bin = Math.floorDiv(firstMinute, resolution) * resolution; bin < endMinute; bin += resolution) {
            Why why = why(bin, Math.min(bin + resolution, endMinute));
            if (why != broken) {
                close(broken, brokenFrom, bin);
                broken = why;
                brokenFrom = Math.max(bin, firstMinute);
            }
            if (why == null) {
                add(bin, Math.min(bin + resolution, endMinute));
            }
        }
        close(broken, brokenFrom, endMinute);
    }

    /** Null where a point can be drawn. */
    private @Nullable Why why(long from, long until) {
        boolean recorded = false;
        for (long minute = Math.max(from, firstMinute); minute < until; minute++) {
            if (!minutes.isKnown(minute)) {
                return Why.NOT_READ;
            }
            recorded |= !minutes.at(minute).isEmpty();
        }
        return recorded || quietFor(from, until) <= Math.max(span.resolutionMinutes(), QUIET_MINUTES)
                ? null
                : Why.NOTHING_RECORDED;
    }

    /** For how many minutes around there was no check, as far as it matters. */
    private long quietFor(long from, long until) {
        long enough = Math.max(span.resolutionMinutes(), QUIET_MINUTES) + 1L;
        long first = from;
        while (until - first < enough && isQuiet(first - 1)) {
            first--;
        }
        long end = until;
        while (end - first < enough && isQuiet(end)) {
            end++;
        }
        return end - first;
    }

    private boolean isQuiet(long minute) {
        return minutes.isKnown(minute) && minutes.at(minute).isEmpty();
    }

    private void add(long from, long until) {
        long binAllowed = 0;
        long binDenied = 0;
        long first = Math.max(from, firstMinute);
        for (long minute = first; minute < until; minute++) {
            for (ActionMinute each : minutes.at(minute)) {
                if (action == null || action.equals(each.action())) {
                    binAllowed += each.allowed();
                    binDenied += each.denied();
                }
            }
        }
        long ms = (until - first) * MINUTE_MS;
        points.add(point(first * MINUTE_MS + ms / 2, binAllowed, binDenied, ms));
        allowed += binAllowed;
        denied += binDenied;
        counted += ms;
    }

    private void close(@Nullable Why why, long from, long until) {
        if (why != null && from < until) {
            gaps.add(new Gap(from * MINUTE_MS, until * MINUTE_MS, why));
            points.add(Point.gap((from + until) * MINUTE_MS / 2));
        }
    }

    private Chart chart() {
        return new Chart(
                points,
                gaps,
                endMinute * MINUTE_MS,
                span,
                span.resolutionMinutes() * MINUTE_MS,
                action,
                counted == 0 ? null : point(endMinute * MINUTE_MS, allowed, denied, counted),
                counted);
    }

    private static Point point(long atMs, long allowed, long denied, long ms) {
        return new Point(atMs, allowed * 1_000.0 / ms, denied * 1_000.0 / ms);
    }
}
