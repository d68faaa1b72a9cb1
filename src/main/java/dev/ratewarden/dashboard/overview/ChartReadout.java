package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.overview.OverviewViewModel.Traffic;
import dev.ratewarden.dashboard.overview.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;

/** The hair line under the pointer and the figures at it. */
final class ChartReadout extends Pane {

    private static final double GAP = 8;

    private final Times times;
    private final Line hair = new Line();
    private final Label words = Ui.label("", "chart-readout", "small");

    ChartReadout(Times times) {
        this.times = times;
        hair.getStyleClass().add("chart-hair");
        getChildren().addAll(hair, words);
        hide();
    }

    void hide() {
        setVisible(false);
    }

    void show(Point point, double x, double top, double bottom, double width) {
        hair.setStartX(x + 0.5);
        hair.setEndX(x + 0.5);
        hair.setStartY(top);
        hair.setEndY(bottom);
        words.setText(text(
                "chart.readout",
                times.full(point.atMs()).lines().findFirst().orElse(""),
                Figures.rate(point.allowed()),
                Figures.rate(point.denied())));
        words.autosize();
        double left = x + GAP + words.getWidth() > width ? x - GAP - words.getWidth() : x + GAP;
        words.relocate(left, top);
        setVisible(true);
    }

    static String spoken(Traffic traffic) {
        Point latest = traffic.latest();
        return latest == null
                ? text("chart.spoken.none")
                : text("chart.spoken", Figures.rate(latest.allowed()), Figures.rate(latest.denied()));
    }
}
