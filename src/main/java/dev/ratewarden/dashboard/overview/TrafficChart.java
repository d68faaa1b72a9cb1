package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.overview.OverviewViewModel.Traffic;
import dev.ratewarden.dashboard.overview.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** Checks allowed and denied over time. The denied line is dashed, and where nobody watched there is no line. */
final class TrafficChart extends Pane {

    private static final double LEFT = 34;
    private static final double RIGHT = 10;
    private static final double TOP = 6;
    private static final double BOTTOM = 22;
    private static final int BANDS = 3;
    private static final double[] NICE = {1, 1.5, 2, 3, 4, 5, 6, 8, 10};

    private final Times times;
    private final Path allowed = new Path();
    private final Path denied = new Path();
    private final Pane lines = new Pane(allowed, denied);
    private final ChartAxes axes = new ChartAxes(BANDS);
    private final Rectangle clip = new Rectangle();
    private final ChartReadout readout;
    private @Nullable Traffic shown;
    private double top = BANDS;

    TrafficChart(Times times) {
        this.times = times;
        this.readout = new ChartReadout(times);
        setId("traffic-chart");
        getStyleClass().add("traffic-chart");
        allowed.getStyleClass().addAll("chart-line", "allowed");
        denied.getStyleClass().addAll("chart-line", "denied");
        allowed.setManaged(false);
        denied.setManaged(false);
        lines.setClip(clip);
        getChildren().addAll(axes, lines, readout);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        setOnMouseMoved(e -> point(e.getX()));
        setOnMouseExited(e -> readout.hide());
        setMinHeight(70);
    }

    void show(@Nullable Traffic traffic) {
        shown = traffic;
        setNeedsLayout(true);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        lines.resizeRelocate(0, 0, getWidth(), getHeight());
        axes.resizeRelocate(0, 0, getWidth(), getHeight());
        clip.setX(LEFT);
        clip.setWidth(Math.max(0, plotWidth() + 2));
        clip.setHeight(getHeight());
        draw();
    }

    private void draw() {
        Traffic traffic = shown;
        List<Point> points = traffic == null ? List.of() : traffic.points();
        top = scale(points.stream()
                .filter(point -> !point.isGap())
                .mapToDouble(point -> Math.max(point.allowed(), point.denied()))
                .max()
                .orElse(0));
        for (int band = 0; band <= BANDS; band++) {
            double value = top * band / BANDS;
            String words = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
            axes.line(band, words, LEFT, getWidth() - RIGHT, Math.rint(y(value)) + 0.5);
        }
        if (traffic != null) {
            hours(traffic);
            allowed.getElements().setAll(path(traffic, Point::allowed));
            denied.getElements().setAll(path(traffic, Point::denied));
            setAccessibleText(ChartReadout.spoken(traffic));
        }
    }

    private void hours(Traffic traffic) {
        long step = traffic.spanMs() / 5;
        // Labels stand on round times, and so move with the line.
        long first = (traffic.nowMs() - traffic.spanMs() + step - 1) / step * step;
        axes.beginTimes();
        for (long at = first; at <= traffic.nowMs(); at += step) {
            axes.time(times.clock(at), x(traffic, at), getHeight() - BOTTOM / 2 + 4, getWidth());
        }
        axes.endTimes();
    }

    private List<PathElement> path(Traffic traffic, ToDoubleFunction<Point> value) {
        List<PathElement> path = new ArrayList<>();
        boolean pen = false;
        for (Point point : traffic.points()) {
            if (!point.isGap()) {
                double x = x(traffic, point.atMs());
                double y = y(value.applyAsDouble(point));
                path.add(pen ? new LineTo(x, y) : new MoveTo(x, y));
            }
            pen = !point.isGap();
        }
        return path;
    }

    private void point(double mouseX) {
        Traffic traffic = shown;
        if (traffic == null) {
            return;
        }
        Point nearest = null;
        for (Point point : traffic.points()) {
            double distance = Math.abs(x(traffic, point.atMs()) - mouseX);
            if (!point.isGap() && (nearest == null || distance < Math.abs(x(traffic, nearest.atMs()) - mouseX))) {
                nearest = point;
            }
        }
        if (nearest == null || x(traffic, nearest.atMs()) < LEFT) {
            readout.hide();
        } else {
            readout.show(nearest, Math.rint(x(traffic, nearest.atMs())), TOP, getHeight() - BOTTOM, getWidth());
        }
    }

    private double plotWidth() {
        return getWidth() - LEFT - RIGHT;
    }

    private double x(Traffic traffic, long atMs) {
        return LEFT + plotWidth() * (1 - (traffic.nowMs() - atMs) / (double) traffic.spanMs());
    }

    private double y(double value) {
        return TOP + (getHeight() - TOP - BOTTOM) * (1 - value / top);
    }

    /** The next round number that three bands divide well. */
    private static double scale(double max) {
        double band = Math.max(1, max * 1.05 / BANDS);
        double magnitude = Math.pow(10, Math.floor(Math.log10(band)));
        for (double nice : NICE) {
            if (band <= nice * magnitude + 1e-9) {
                double step = nice * magnitude;
                return BANDS * (step >= 1 && step != Math.rint(step) ? Math.ceil(step) : step);
            }
        }
        return BANDS * 10 * magnitude;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 140;
    }
}
