package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/** Checks allowed and denied over time. The denied line is dashed, and where nothing is known there is no line. */
final class TrafficChart extends Pane {

    private static final double LEFT = 38;
    private static final double RIGHT = 10;
    private static final double TOP = 6;
    private static final double BOTTOM = 22;
    private static final int BANDS = 3;
    /** A point between two gaps would be a line of no length. */
    private static final double DOT = 2;

    private final Times times;
    private final Path allowed = new Path();
    private final Path denied = new Path();
    private final Pane lines = new Pane(allowed, denied);
    private final ChartAxes axes = new ChartAxes(BANDS);
    private final Rectangle clip = new Rectangle();
    private final ChartReadout readout = new ChartReadout();
    private final ChartCursor cursor;
    private @Nullable Chart shown;
    private double top = BANDS;

    TrafficChart(Times times) {
        this.times = times;
        setId("traffic-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleHelp(text("chart.help"));
        getStyleClass().add("traffic-chart");
        allowed.getStyleClass().addAll("chart-line", "allowed");
        denied.getStyleClass().addAll("chart-line", "denied");
        allowed.setManaged(false);
        denied.setManaged(false);
        lines.setClip(clip);
        getChildren().addAll(axes, lines, readout);
        getChildren().forEach(child -> child.setMouseTransparent(true));
        // Managed, what moves in them would have the page laid out again.
        axes.setManaged(false);
        lines.setManaged(false);
        cursor = new ChartCursor(this, new ChartWords(times));
        setMinHeight(70);
    }

    void show(@Nullable Chart chart) {
        shown = chart;
        setNeedsLayout(true);
    }

    @Nullable
    Chart shown() {
        return shown;
    }

    /** @param words null to take the read-out away */
    void point(double x, @Nullable String words) {
        if (words == null) {
            readout.hide();
        } else {
            readout.show(words, Math.rint(x), TOP, getHeight() - BOTTOM, getWidth());
        }
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
        cursor.redrawn();
    }

    private void draw() {
        Chart chart = shown;
        List<Point> points = chart == null ? List.of() : chart.points();
        top = ChartScale.top(
                points.stream()
                        .filter(point -> !point.isGap())
                        .mapToDouble(point -> Math.max(point.allowed(), point.denied()))
                        .max()
                        .orElse(0),
                BANDS);
        for (int band = 0; band <= BANDS; band++) {
            double value = top * band / BANDS;
            String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
            String words = band == BANDS ? text("chart.perSecond", number) : number;
            axes.line(band, words, LEFT, getWidth() - RIGHT, Math.rint(y(value)) + 0.5);
        }
        if (chart != null) {
            axes.beginTimes();
            for (TimeTicks.Tick tick : TimeTicks.of(chart.fromMs(), chart.nowMs(), chart.span(), times.zone())) {
                axes.time(tick.words(), x(tick.atMs()), getHeight() - BOTTOM / 2 + 4, getWidth());
            }
            axes.endTimes();
            allowed.getElements().setAll(path(chart, Point::allowed));
            denied.getElements().setAll(path(chart, Point::denied));
        }
    }

    private List<PathElement> path(Chart chart, ToDoubleFunction<Point> value) {
        List<PathElement> path = new ArrayList<>();
        boolean pen = false;
        for (int i = 0; i < chart.points().size(); i++) {
            Point point = chart.points().get(i);
            if (!point.isGap()) {
                double x = x(point.atMs());
                double y = y(value.applyAsDouble(point));
                path.add(pen ? new LineTo(x, y) : new MoveTo(x, y));
                boolean last = i + 1 == chart.points().size()
                        || chart.points().get(i + 1).isGap();
                if (!pen && last) {
                    path.add(new LineTo(x + DOT, y));
                }
            }
            pen = !point.isGap();
        }
        return path;
    }

    private double plotWidth() {
        return getWidth() - LEFT - RIGHT;
    }

    /** Where a moment stands; left of the plot for one before it. */
    double x(long atMs) {
        Chart chart = shown;
        return chart == null
                ? LEFT
                : LEFT
                        + plotWidth()
                                * (1
                                        - (chart.nowMs() - atMs)
                                                / (double) chart.span().ms());
    }

    /** The moment at a place. */
    long at(double x) {
        Chart chart = shown;
        return chart == null
                ? 0
                : chart.fromMs()
                        + Math.round((x - LEFT)
                                / Math.max(1, plotWidth())
                                * chart.span().ms());
    }

    boolean isInPlot(double x) {
        return x >= LEFT && x <= getWidth() - RIGHT + 1;
    }

    private double y(double value) {
        return TOP + (getHeight() - TOP - BOTTOM) * (1 - value / top);
    }

    @Override
    protected double computePrefHeight(double width) {
        return 140;
    }
}
