package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The six figures above the chart. Every change says over which span. */
final class Tiles {

    /** One tile: its figure, what changed over which span, and the line beside it, oldest first. */
    record Tile(String value, String change, List<Double> trend) {

        static final Tile EMPTY = new Tile("", "", List.of());
    }

    private static final long MINUTE_MS = 60_000;
    private static final long FULL_HOUR_MS = 58 * MINUTE_MS;

    private final Snapshot snapshot;

    private Tiles(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** @param mean the last minute as watched; null if it was not watched for so long */
    static List<Tile> of(Snapshot snapshot, @Nullable Point mean) {
        Tiles tiles = new Tiles(snapshot);
        Statistics now = snapshot.statistics();
        return List.of(
                tiles.gauge(now.usersTracked(), Gauges::tracked),
                tiles.gauge(now.highAbuse(), Gauges::highAbuse),
                tiles.gauge(now.blocked(), Gauges::blocked),
                tiles.violations(now.totalViolations()),
                tiles.checks(mean),
                tiles.denied());
    }

    private Tile gauge(long value, ToLongFunction<Gauges> figure) {
        String change = text("tile.change.unknown");
        for (MinuteCount minute : snapshot.minutes()) {
            if (minute.gauges() != null) {
                long delta = value - figure.applyAsLong(minute.gauges());
                change = change(delta, snapshot.nowMs() - minute.startMs());
                break;
            }
        }
        Stream<Double> before = snapshot.minutes().stream()
                .map(MinuteCount::gauges)
                .<Gauges>mapMulti((gauges, out) -> {
                    if (gauges != null) {
                        out.accept(gauges);
                    }
                })
                .map(gauges -> (double) figure.applyAsLong(gauges));
        return new Tile(
                Figures.count(value),
                change,
                Stream.concat(before, Stream.of((double) value)).toList());
    }

    private Tile violations(long value) {
        long added =
                snapshot.minutes().stream().mapToLong(MinuteCount::violations).sum();
        return new Tile(
                Figures.count(value),
                text("tile.change.hour", Figures.signed(added)),
                perMinute(minute -> minute.violations()));
    }

    private Tile checks(@Nullable Point mean) {
        List<Double> trend = perMinute(minute -> (minute.allowed() + minute.denied()) / 60.0);
        if (mean != null) {
            return new Tile(Figures.rate(mean.total()), text("tile.checks.minute"), trend);
        }
        Long began = snapshot.beganMs();
        boolean partly = began != null && began > lastFullMinuteMs();
        return partly || snapshot.minutes().isEmpty()
                ? new Tile("–", text("tile.checks.none"), trend)
                : new Tile(Figures.rate(lastFullMinute() / 60.0), text("tile.checks.fullMinute"), trend);
    }

    private Tile denied() {
        long allowed = 0;
        long denied = 0;
        for (MinuteCount minute : snapshot.minutes()) {
            if (minute.startMs() > snapshot.nowMs() - 5 * MINUTE_MS) {
                allowed += minute.allowed();
                denied += minute.denied();
            }
        }
        // Of no checks there is no share.
        List<Double> trend = fullMinutes()
                .filter(minute -> minute.allowed() + minute.denied() > 0)
                .map(minute -> minute.denied() / (double) (minute.allowed() + minute.denied()))
                .toList();
        return allowed + denied == 0
                ? new Tile("–", text("tile.denied.none"), trend)
                : new Tile(Figures.percent(denied / (double) (allowed + denied)), text("tile.denied.span"), trend);
    }

    private long lastFullMinuteMs() {
        return Math.floorDiv(snapshot.nowMs(), MINUTE_MS) * MINUTE_MS - MINUTE_MS;
    }

    /** How many checks; minutes without any are not told of. */
    private long lastFullMinute() {
        long startMs = lastFullMinuteMs();
        return snapshot.minutes().stream()
                .filter(minute -> minute.startMs() == startMs)
                .mapToLong(minute -> minute.allowed() + minute.denied())
                .sum();
    }

    /** The running one would always dip. */
    private Stream<MinuteCount> fullMinutes() {
        return snapshot.minutes().stream().filter(minute -> minute.startMs() + MINUTE_MS <= snapshot.nowMs());
    }

    /** Minutes without checks are not told of, and had none. */
    private List<Double> perMinute(ToDoubleFunction<MinuteCount> figure) {
        List<Double> trend = new ArrayList<>();
        long next = snapshot.minutes().isEmpty()
                ? Long.MAX_VALUE
                : snapshot.minutes().getFirst().startMs();
        for (MinuteCount minute : fullMinutes().toList()) {
            nothing(next, minute.startMs(), trend);
            trend.add(figure.applyAsDouble(minute));
            next = minute.startMs() + MINUTE_MS;
        }
        nothing(next, lastFullMinuteMs() + MINUTE_MS, trend);
        return List.copyOf(trend);
    }

    private static void nothing(long fromMs, long untilMs, List<Double> trend) {
        for (long minute = fromMs; minute < untilMs; minute += MINUTE_MS) {
            trend.add(0.0);
        }
    }

    private static String change(long delta, long spanMs) {
        String amount = delta == 0 ? text("tile.change.none") : Figures.signed(delta);
        return spanMs >= FULL_HOUR_MS
                ? text("tile.change.hour", amount)
                : text(
                        "tile.change.span",
                        amount,
                        Durations.words(Math.max(MINUTE_MS, spanMs / MINUTE_MS * MINUTE_MS)));
    }
}
