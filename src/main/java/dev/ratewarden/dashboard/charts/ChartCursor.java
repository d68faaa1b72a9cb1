package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.charts.Chart.Gap;
import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleAttribute;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/** Reads the chart out where the pointer is, or step by step with the arrow keys. It stays at its time while the chart moves on. */
final class ChartCursor {

    private final TrafficChart chart;
    private final ChartWords words;
    /** Null while nothing is read out. */
    private @Nullable Long atMs;

    ChartCursor(TrafficChart chart, ChartWords words) {
        this.chart = chart;
        this.words = words;
        chart.setFocusTraversable(true);
        chart.setOnMouseMoved(e -> hover(e.getX()));
        chart.setOnMouseExited(e -> leave());
        chart.setOnMousePressed(e -> chart.requestFocus());
        chart.setOnKeyPressed(this::key);
        chart.focusedProperty().addListener((o, before, now) -> {
            if (!now) {
                leave();
            }
        });
        chart.setAccessibleText(ChartWords.spoken(null));
    }

    /** The chart shows something else now. */
    void redrawn() {
        Long at = atMs;
        if (at != null && chart.isInPlot(chart.x(at))) {
            read(at);
        } else {
            leave();
        }
    }

    private void hover(double x) {
        if (chart.isInPlot(x)) {
            read(chart.at(x));
        } else {
            leave();
        }
    }

    private void leave() {
        atMs = null;
        chart.point(0, null);
        say(ChartWords.spoken(chart.shown()));
    }

    private void key(KeyEvent event) {
        List<Point> stops = stops();
        if (stops.isEmpty()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> step(stops, -1);
            case RIGHT -> step(stops, 1);
            case HOME -> read(stops.getFirst().atMs());
            case END -> read(stops.getLast().atMs());
            case ESCAPE -> leave();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** The first step goes to the newest point. */
    private void step(List<Point> stops, int by) {
        Long at = atMs;
        if (at == null) {
            read(stops.getLast().atMs());
            return;
        }
        int from = stops.indexOf(nearest(stops, at));
        read(stops.get(Math.clamp((long) from + by, 0, stops.size() - 1)).atMs());
    }

    private void read(long wantedMs) {
        Chart shown = chart.shown();
        List<Point> stops = stops();
        if (shown == null) {
            return;
        }
        Optional<Gap> gap = shown.gapAt(wantedMs);
        if (gap.isPresent()) {
            atMs = wantedMs;
            tell(chart.x(wantedMs), words.in(gap.get()));
            return;
        }
        Point point = stops.isEmpty() ? null : nearest(stops, wantedMs);
        if (point == null || point.isGap()) {
            leave();
        } else {
            atMs = point.atMs();
            tell(chart.x(point.atMs()), words.at(shown, point));
        }
    }

    private void tell(double x, String said) {
        chart.point(x, said);
        say(said);
    }

    private void say(String said) {
        if (!said.equals(chart.getAccessibleText())) {
            chart.setAccessibleText(said);
            chart.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        }
    }

    /** The points in sight; a gap is one stop. */
    private List<Point> stops() {
        Chart shown = chart.shown();
        return shown == null
                ? List.of()
                : shown.points().stream()
                        .filter(point -> chart.isInPlot(chart.x(point.atMs())))
                        .toList();
    }

    private static Point nearest(List<Point> stops, long atMs) {
        return stops.stream()
                .min(Comparator.comparingLong(point -> Math.abs(point.atMs() - atMs)))
                .orElseThrow();
    }
}
