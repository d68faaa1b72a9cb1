package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** Grid lines with their values, and the times below. All nodes are made once and only moved. */
final class ChartAxes extends Pane {

    private static final int TIMES = 9;
    private static final double LABEL_GAP = 8;

    private final List<Line> lines = new ArrayList<>();
    private final List<Text> values = new ArrayList<>();
    private final List<Text> times = new ArrayList<>();
    private int timesUsed;

    ChartAxes(int bands) {
        for (int i = 0; i <= bands; i++) {
            Line line = new Line();
            line.getStyleClass().add("chart-grid");
            lines.add(line);
            values.add(Ui.axisLabel(""));
        }
        for (int i = 0; i < TIMES; i++) {
            times.add(Ui.axisLabel(""));
        }
        getChildren().addAll(lines);
        getChildren().addAll(values);
        getChildren().addAll(times);
    }

    void line(int band, String words, double left, double right, double y) {
        Line line = lines.get(band);
        line.setStartX(left);
        line.setEndX(right);
        line.setStartY(y);
        line.setEndY(y);
        Text value = values.get(band);
        value.setText(words);
        value.setX(Math.rint(left - LABEL_GAP - value.getLayoutBounds().getWidth()));
        value.setY(y);
    }

    void beginTimes() {
        timesUsed = 0;
    }

    /** Centred on {@code x}; left out where it would stick out. */
    void time(String words, double x, double y, double right) {
        if (timesUsed == TIMES) {
            return;
        }
        Text label = times.get(timesUsed);
        label.setText(words);
        double half = label.getLayoutBounds().getWidth() / 2;
        if (x - half >= 0 && x + half <= right) {
            label.setX(Math.rint(x - half));
            label.setY(y);
            label.setVisible(true);
            timesUsed++;
        }
    }

    void endTimes() {
        times.subList(timesUsed, TIMES).forEach(unused -> unused.setVisible(false));
    }
}
