package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.TrafficSeries.Point;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.jspecify.annotations.Nullable;

/** The chart with its legend, the choice of action and span, and what it says of itself. */
public final class TrafficView extends VBox {

    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");
    private static final double SWATCH = 22;

    private final TrafficViewModel model;
    private final Label allowed = Ui.label("", "muted", "small");
    private final Label denied = Ui.label("", "muted", "small");
    private final Label below = Ui.label("", "muted", "tiny", "chart-below");
    private final TrafficChart chart;

    /** @param save saves a chart as a picture */
    public TrafficView(TrafficViewModel model, Times times, Consumer<Chart> save) {
        this.model = model;
        getStyleClass().addAll("card", "traffic");
        chart = new TrafficChart(times);
        VBox.setVgrow(chart, Priority.ALWAYS);
        Segments<Span> spans =
                new Segments<>("chart-span", List.of(Span.values()), span -> ChartWords.span(span.minutes()));
        spans.valueProperty().bindBidirectional(model.spanProperty());
        below.setId("chart-below");
        below.setMinWidth(0);
        below.setTooltip(new Tooltip());
        allowed.setMinWidth(USE_PREF_SIZE);
        denied.setMinWidth(USE_PREF_SIZE);
        Label title = Ui.label(text("chart.title"), "heading");
        HBox head = Ui.row(8, title, Ui.spring(), new ActionChooser(model), spans, saver(save));
        head.getStyleClass().add("traffic-head");
        getChildren().addAll(head, words(), chart);
        model.chartProperty().addListener((o, before, now) -> show(now));
        model.progressProperty().addListener((o, before, now) -> tell());
        show(null);
    }

    /** A line of its own, as beside the choices there is no room for it in a narrow window. */
    private HBox words() {
        HBox words = Ui.row(16, Ui.row(6, swatch("allowed"), allowed), Ui.row(6, swatch("denied"), denied), below);
        words.setMinWidth(0);
        return words;
    }

    private javafx.scene.control.Button saver(Consumer<Chart> save) {
        return Ui.iconButton("chart-save", Ui.icon("fth-download"), text("chart.save"), () -> {
            Chart shown = chart.shown();
            if (shown != null) {
                save.accept(shown);
            }
        });
    }

    private void show(@Nullable Chart now) {
        Point mean = now == null ? null : now.mean();
        allowed.setText(text("chart.allowed", mean == null ? "–" : Figures.rate(mean.allowed())));
        denied.setText(text("chart.denied", mean == null ? "–" : Figures.rate(mean.denied())));
        chart.show(now);
        tell();
    }

    private void tell() {
        Chart shown = chart.shown();
        TrafficHistory.Progress progress =
                model.isFromHistory() ? model.progressProperty().get() : null;
        below.setText(shown == null ? "" : ChartWords.below(shown, progress));
        below.getTooltip().setText(below.getText());
        below.pseudoClassStateChanged(FAILED, progress != null && progress.failure() != null);
    }

    static Line swatch(String style) {
        Line line = new Line(0, 0, SWATCH, 0);
        line.getStyleClass().addAll("chart-line", style);
        return line;
    }
}
