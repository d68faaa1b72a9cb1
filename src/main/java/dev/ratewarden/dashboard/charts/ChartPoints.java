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
    private final long firstMinute;
    private final long endMinute;
    /** Of each minute why it counts for no point; null where it counts. */
    private final @Nullable Why[] missing;

    private final List<Point> points = new ArrayList<>();
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
        this.missing = new Why[span.minutes()];
    }

    /**
     * @param nowMs the store's clock, which is the right edge while nothing was read
     * @param action null for all
     */
    static Chart of(TrafficMinutes minutes, long nowMs, @Nullable String action, Span span) {
        ChartPoints points = new ChartPoints(minutes, nowMs, action, span);
        points.look();
        List<Gap> gaps = points.gaps();
        points.fill();
        return points.chart(gaps);
    }

    private void look() {
        for (long minute = firstMinute; minute < endMinute; minute++) {
            if (!minutes.isKnown(minute)) {
                missing[index(minute)] = Why.NOT_READ;
            }
        }
        int longest = Math.max(span.resolutionMinutes(), QUIET_MINUTES);
        for (long from = firstMinute; from < endMinute; from++) {
            long until = from;
            while (until < endMinute && isQuiet(until)) {
                until++;
            }
            // What is quiet up to the left edge was quiet before it, as far as anybody can tell.
            boolean outlasts = until - from > longest || (from == firstMinute && until > from && isQuiet(from - 1));
            for (long minute = from; outlasts && minute < until; minute++) {
                missing[index(minute)] = Why.NOTHING_RECORDED;
            }
            from = Math.max(from, until);
        }
    }

    private boolean isQuiet(long minute) {
        return minutes.isKnown(minute) && minutes.at(minute).isEmpty();
    }

    private List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        long from = firstMinute;
        for (long minute = firstMinute + 1; minute <= endMinute; minute++) {
            Why before = missing[index(from)];
            if (minute == endMinute || missing[index(minute)] != before) {
                if (before != null) {
                    gaps.add(new Gap(from * MINUTE_MS, minute * MINUTE_MS, before));
                }
                from = minute;
            }
        }
        return gaps;
    }

    private void fill() {
        long resolution = span.resolutionMinutes();
        long brokenFrom = -1;
        for (long bin = Math.floorDiv(firstMinute, resolution) * resolution; bin < endMinute; bin += resolution) {
            boolean drawn = add(Math.max(bin, firstMinute), Math.min(bin + resolution, endMinute));
            if (!drawn && brokenFrom < 0) {
                brokenFrom = Math.max(bin, firstMinute);
            }
            if (drawn && brokenFrom >= 0) {
                points.add(points.size() - 1, Point.gap((brokenFrom + bin) * MINUTE_MS / 2));
                brokenFrom = -1;
            }
        }
        if (brokenFrom >= 0) {
            points.add(Point.gap((brokenFrom + endMinute) * MINUTE_MS / 2));
        }
    }

    /** Whether there is a point for these minutes: not as long as one of them is to be read. */
    private boolean add(long from, long until) {
        long binAllowed = 0;
        long binDenied = 0;
        long ms = 0;
        for (long minute = from; minute < until; minute++) {
            Why why = missing[index(minute)];
            if (why == Why.NOT_READ) {
                return false;
            }
            if (why == null) {
                ms += MINUTE_MS;
                for (ActionMinute each : minutes.at(minute)) {
                    if (action == null || action.equals(each.action())) {
                        binAllowed += each.allowed();
                        binDenied += each.denied();
                    }
                }
            }
        }
        if (ms > 0) {
            points.add(point((from + until) * MINUTE_MS / 2, binAllowed, binDenied, ms));
            allowed += binAllowed;
            denied += binDenied;
            counted += ms;
        }
        return ms > 0;
    }

    private Chart chart(List<Gap> gaps) {
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

    private int index(long minute) {
        return (int) (minute - firstMinute);
    }

    private static Point point(long atMs, long allowed, long denied, long ms) {
        return new Point(atMs, allowed * 1_000.0 / ms, denied * 1_000.0 / ms);
    }
}
