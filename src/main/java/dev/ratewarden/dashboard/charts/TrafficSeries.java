package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.Chart.Why;
import dev.ratewarden.dashboard.feed.Reading;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.Statistics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks per second over time: from poll to poll where the window watched, from the store's minute counts before that. All times are
 * on the store's clock. Confined to one thread.
 */
public final class TrafficSeries {

    /** One point of both lines, in checks per second. */
    public record Point(long atMs, double allowed, double denied) {

        public static Point gap(long atMs) {
            return new Point(atMs, Double.NaN, Double.NaN);
        }

        public boolean isGap() {
            return Double.isNaN(allowed);
        }

        public double total() {
            return allowed + denied;
        }
    }

    private record Sample(long nowMs, long answeredMs, long allowed, long denied) {}

    public static final long SHORT_SPAN_MS = 300_000;
    private static final long MINUTE_MS = 60_000;
    /** Short reads are joined up to this, or single checks would make the line jump. */
    private static final long BIN_MS = 2_400;
    /** Without a poll for so long, nobody watched. */
    private static final long UNWATCHED_MS = 20_000;
    /**
     * A store that let the window wait for so long let its bots wait too. A mean over that time would draw a dip that nobody made, and
     * after it a jump, of all that was counted late.
     */
    private static final long UNANSWERED_MS = 4_000;

    private static final long PARTIAL_MINUTE_MS = 10_000;
    private static final long QUIET_MS = ChartPoints.QUIET_MINUTES * MINUTE_MS;

    private final Deque<Point> watched = new ArrayDeque<>();
    private final Deque<Gap> unseen = new ArrayDeque<>();
    private final Deque<Sample> lastMinute = new ArrayDeque<>();
    private @Nullable Sample anchor;
    /** How far the newest points are apart, in whole seconds: it follows how often the window reads. */
    private long binMs = 3_000;

    private long watchedFromMs = Long.MAX_VALUE;

    public void accept(Reading reading) {
        Statistics figures = reading.snapshot().statistics();
        Sample sample =
                new Sample(reading.snapshot().nowMs(), reading.answeredMs(), figures.allowed(), figures.denied());
        Sample from = anchor;
        if (from == null || sample.allowed < from.allowed || sample.denied < from.denied || sample.nowMs < from.nowMs) {
            // The first reading; or the store lost its data, and what was drawn is of another life.
            restart(sample);
            return;
        }
        List<Gap> gaps = gaps(from, sample, reading.silentMs());
        if (!gaps.isEmpty()) {
            watched.add(Point.gap(sample.nowMs));
            unseen.addAll(gaps);
            lastMinute.clear();
            anchor = sample;
        } else if (sample.nowMs - from.nowMs >= BIN_MS) {
            watched.add(between(from, sample, sample.nowMs));
            binMs = Math.round((sample.nowMs - from.nowMs) / 1_000.0) * 1_000;
            anchor = sample;
        }
        lastMinute.add(sample);
        prune(sample.nowMs);
    }

    /** The time in which the window asked in vain, behind that in which it did not ask. */
    private static List<Gap> gaps(Sample from, Sample to, long silentMs) {
        long unaskedMs = to.answeredMs - from.answeredMs - silentMs;
        boolean unanswered = silentMs > UNANSWERED_MS;
        List<Gap> gaps = new ArrayList<>();
        long asked = unanswered ? Math.max(from.nowMs, to.nowMs - silentMs) : to.nowMs;
        if (unaskedMs > UNWATCHED_MS) {
            gaps.add(new Gap(from.nowMs, asked, Why.NOT_WATCHED));
        }
        if (unanswered) {
            gaps.add(new Gap(asked, to.nowMs, Why.NOT_ANSWERED));
        }
        return gaps;
    }

    /** The mean over the last minute as watched; null while it was watched for less than that. */
    public @Nullable Point meanOfLastMinute() {
        Sample first = lastMinute.peekFirst();
        Sample last = lastMinute.peekLast();
        if (first == null || last == null || last.nowMs - first.nowMs < MINUTE_MS * 9 / 10) {
            return null;
        }
        return between(first, last, last.nowMs);
    }

    /**
     * All actions over an hour at most.
     *
     * @param minutes the last hour's minutes that had checks
     * @param nowMs the store's clock
     */
    public Chart chart(List<MinuteCount> minutes, long nowMs, Span span) {
        boolean live = span.ms() <= SHORT_SPAN_MS;
        List<Point> points = points(minutes, nowMs, span.ms());
        List<Gap> gaps = new ArrayList<>();
        for (Gap quiet : quietTimes(minutes, nowMs)) {
            long until = live ? Math.min(quiet.untilMs(), watchedFromMs) : quiet.untilMs();
            if (quiet.fromMs() < until) {
                gaps.add(new Gap(quiet.fromMs(), until, quiet.why()));
            }
        }
        if (live) {
            gaps.addAll(unseen);
        }
        Point mean = meanOfLastMinute();
        return new Chart(
                points,
                gaps,
                nowMs,
                span,
                live ? binMs : MINUTE_MS,
                null,
                mean != null ? mean : lastKnown(points),
                mean != null ? MINUTE_MS : 0);
    }

    private static @Nullable Point lastKnown(List<Point> points) {
        return points.reversed().stream()
                .filter(point -> !point.isGap())
                .findFirst()
                .orElse(null);
    }

    /** @param spanMs how far back, from the store's now */
    public List<Point> points(List<MinuteCount> minutes, long nowMs, long spanMs) {
        List<Point> points = new ArrayList<>();
        boolean live = spanMs <= SHORT_SPAN_MS;
        long minutesUntil = live ? Math.min(watchedFromMs, nowMs) : nowMs;
        byMinute(minutes, nowMs).stream()
                .filter(point -> point.atMs <= minutesUntil)
                .forEach(points::add);
        if (live) {
            points.addAll(watched);
        }
        // One point before the left edge lets the line enter the picture from there.
        int first = 0;
        while (first + 1 < points.size() && points.get(first + 1).atMs < nowMs - spanMs) {
            first++;
        }
        return points.subList(first, points.size());
    }

    /**
     * Every minute since the first with checks, at its middle; the running one if it is old enough to tell. The line is broken where
     * there were none for long.
     */
    static List<Point> byMinute(List<MinuteCount> minutes, long nowMs) {
        List<Point> points = new ArrayList<>();
        long next = minutes.isEmpty() ? Long.MAX_VALUE : minutes.getFirst().startMs();
        for (MinuteCount minute : minutes) {
            quiet(next, minute.startMs(), points);
            next = minute.startMs() + MINUTE_MS;
            long counted = Math.min(MINUTE_MS, nowMs - minute.startMs());
            if (counted >= PARTIAL_MINUTE_MS) {
                points.add(new Point(
                        minute.startMs() + counted / 2,
                        minute.allowed() * 1_000.0 / counted,
                        minute.denied() * 1_000.0 / counted));
            }
        }
        if (next != Long.MAX_VALUE) {
            quiet(next, nowMs / MINUTE_MS * MINUTE_MS, points);
        }
        return points;
    }

    private static void quiet(long from, long until, List<Point> points) {
        if (until - from > QUIET_MS) {
            points.add(Point.gap((from + until) / 2));
            return;
        }
        for (long minute = from; minute < until; minute += MINUTE_MS) {
            points.add(new Point(minute + MINUTE_MS / 2, 0, 0));
        }
    }

    /** When there were no checks for long within the last hour. */
    private static List<Gap> quietTimes(List<MinuteCount> minutes, long nowMs) {
        List<Gap> gaps = new ArrayList<>();
        long next = (nowMs / MINUTE_MS - 59) * MINUTE_MS;
        for (MinuteCount minute : minutes) {
            if (minute.startMs() - next > QUIET_MS) {
                gaps.add(new Gap(next, minute.startMs(), Why.NOTHING_RECORDED));
            }
            next = minute.startMs() + MINUTE_MS;
        }
        if (nowMs - next > QUIET_MS) {
            gaps.add(new Gap(next, nowMs, Why.NOTHING_RECORDED));
        }
        return gaps;
    }

    private static Point between(Sample from, Sample to, long atMs) {
        double seconds = (to.nowMs - from.nowMs) / 1_000.0;
        return new Point(atMs, (to.allowed - from.allowed) / seconds, (to.denied - from.denied) / seconds);
    }

    private void restart(Sample sample) {
        watched.clear();
        unseen.clear();
        lastMinute.clear();
        lastMinute.add(sample);
        anchor = sample;
        watchedFromMs = sample.nowMs;
    }

    private void prune(long nowMs) {
        while (!watched.isEmpty() && watched.getFirst().atMs < nowMs - SHORT_SPAN_MS - MINUTE_MS) {
            watched.removeFirst();
        }
        unseen.removeIf(gap -> gap.untilMs() < nowMs - SHORT_SPAN_MS - MINUTE_MS);
        // Keep the youngest sample that is at least a minute old: the mean needs it.
        while (lastMinute.size() > 2 && secondOldest() <= nowMs - MINUTE_MS) {
            lastMinute.removeFirst();
        }
    }

    private long secondOldest() {
        var samples = lastMinute.iterator();
        samples.next();
        return samples.next().nowMs;
    }
}
