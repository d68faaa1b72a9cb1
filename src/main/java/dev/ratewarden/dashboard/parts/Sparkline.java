package dev.ratewarden.dashboard.parts;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/** A small line without axes. Gives way where its figure needs the room. */
public final class Sparkline extends Region {

    private static final double MIN_WIDTH = 0;
    private static final double WIDTH = 56;
    private static final double HEIGHT = 22;
    private static final double MARGIN = 2;
    /** So many points at most: more would only thicken the line. */
    private static final int POINTS = 28;

    private final Path line = new Path();
    private List<Double> values = List.of();

    /** @param style {@code allowed} or {@code denied}: which colour it wears */
    public Sparkline(String style) {
        line.getStyleClass().addAll("sparkline", style);
        line.setManaged(false);
        getChildren().add(line);
        setMinSize(MIN_WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
    }

    /** @param values oldest first; fewer than two draw nothing */
    public void show(List<Double> values) {
        List<Double> now = thinned(values);
        if (!now.equals(this.values)) {
            this.values = now;
            setNeedsLayout(true);
        }
    }

    @Override
    protected void layoutChildren() {
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        PathElement[] elements = new PathElement[values.size() < 2 ? 0 : values.size()];
        for (int i = 0; i < elements.length; i++) {
            double x = getWidth() * i / (elements.length - 1);
            double share = max - min < 1e-9 ? 0.5 : (values.get(i) - min) / (max - min);
            double y = HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
            elements[i] = i == 0 ? new MoveTo(x, y) : new LineTo(x, y);
        }
        line.getElements().setAll(elements);
    }

    /** Means of neighbours, the newest group full. */
    private static List<Double> thinned(List<Double> values) {
        int group = (values.size() + POINTS - 1) / POINTS;
        if (group <= 1) {
            return values;
        }
        int first = values.size() % group;
        return IntStream.range(0, values.size() / group)
                .mapToObj(i -> values.subList(first + i * group, first + (i + 1) * group).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0))
                .toList();
    }
}
