package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.overview.OverviewViewModel.Traffic;
import dev.ratewarden.dashboard.overview.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/** The chart with its legend and the choice of its span. */
final class TrafficView extends VBox {

    private static final double SWATCH = 22;

    private final Label allowed = Ui.label("", "muted", "small");
    private final Label denied = Ui.label("", "muted", "small");
    private final TrafficChart chart;

    TrafficView(OverviewViewModel model, Times times) {
        getStyleClass().addAll("card", "traffic");
        chart = new TrafficChart(times);
        VBox.setVgrow(chart, Priority.ALWAYS);
        Segments<Long> spans = new Segments<>(
                "chart-span", List.of(300_000L, 900_000L, 3_600_000L), span -> text("chart.span", span / 60_000));
        spans.valueProperty()
                .addListener((o, before, now) -> model.spanMsProperty().set(now));
        HBox head = Ui.row(
                16,
                Ui.label(text("chart.title"), "heading"),
                Ui.row(6, swatch("allowed"), allowed),
                Ui.row(6, swatch("denied"), denied),
                Ui.spring(),
                spans);
        getChildren().addAll(head, chart);
        model.trafficProperty().addListener((o, before, now) -> show(now));
        show(null);
    }

    private void show(@Nullable Traffic traffic) {
        Point latest = traffic == null ? null : traffic.latest();
        allowed.setText(text("chart.allowed", latest == null ? "" : Figures.rate(latest.allowed())));
        denied.setText(text("chart.denied", latest == null ? "" : Figures.rate(latest.denied())));
        chart.show(traffic);
    }

    private static Line swatch(String style) {
        Line line = new Line(0, 0, SWATCH, 0);
        line.getStyleClass().addAll("chart-line", style);
        return line;
    }
}
