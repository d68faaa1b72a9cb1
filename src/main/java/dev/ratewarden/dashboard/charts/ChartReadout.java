package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;

/** The hair line at a time of the chart, and what there is to say. */
final class ChartReadout extends Pane {

    private static final double GAP = 8;

    private final Line hair = new Line();
    private final Label words = Ui.label("", "chart-readout", "small");

    ChartReadout() {
        words.setId("chart-readout");
        hair.getStyleClass().add("chart-hair");
        getChildren().addAll(hair, words);
        hide();
    }

    void hide() {
        setVisible(false);
    }

    void show(String said, double x, double top, double bottom, double width) {
        hair.setStartX(x + 0.5);
        hair.setEndX(x + 0.5);
        hair.setStartY(top);
        hair.setEndY(bottom);
        words.setText(said);
        words.autosize();
        double left = x + GAP + words.getWidth() > width ? x - GAP - words.getWidth() : x + GAP;
        // Where it fits on neither side it covers the line rather than run out of the card.
        words.relocate(Math.max(0, Math.min(left, width - words.getWidth())), top);
        setVisible(true);
    }
}
