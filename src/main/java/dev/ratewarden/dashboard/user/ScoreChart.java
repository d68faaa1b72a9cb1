package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.moderation.ScoreStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.jspecify.annotations.Nullable;

/**
 * The score over time: a step for each violation, its fading between them, squares for what moderators did, and where it stands now. The
 * pointer, or the arrow keys while it has the focus, choose a step.
 */
final class ScoreChart extends Pane {

    private static final double LEFT = 34;
    private static final double RIGHT = 8;
    private static final double TOP = 8;
    private static final double BOTTOM = 18;
    private static final double DOT = 7;
    private static final double SQUARE = 9;
    private static final double LEAST_TOP = 110;
    private static final double ROOM = 1.06;

    private final Path line = new Path();
    private final Line hair = new Line();
    private final ScoreAxes axes;
    private final Pane marks = new Pane();
    private final Region now = new Region();
    private final Consumer<@Nullable ScoreStep> chosen;
    private @Nullable ScoreCurve shown;
    private @Nullable ScoreStep step;

    /** @param chosen is told which step is pointed at; null for none */
    ScoreChart(Times times, double height, Consumer<@Nullable ScoreStep> chosen) {
        this.axes = new ScoreAxes(times, LEFT);
        this.chosen = chosen;
        getStyleClass().add("score-chart");
        setId("score-chart");
        setMinHeight(height);
        setPrefHeight(height);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        line.getStyleClass().add("score-line");
        hair.getStyleClass().add("chart-hair");
        now.getStyleClass().add("score-now");
        now.setVisible(false);
        for (Node part : List.of(axes, line, hair, now, marks)) {
            part.setMouseTransparent(true);
            part.setManaged(false);
        }
        getChildren().addAll(axes, line, hair, now, marks);
        setOnMouseMoved(e -> choose(nearest(e.getX())));
        setOnMouseExited(e -> choose(null));
        setOnMousePressed(e -> requestFocus());
        setOnKeyPressed(this::move);
        focusedProperty().addListener((o, before, now) -> choose(null));
    }

    void show(ScoreCurve curve) {
        shown = curve;
        if (step != null && !curve.steps().contains(step)) {
            choose(null);
        }
        setNeedsLayout(true);
    }

    @Override
    protected void layoutChildren() {
        ScoreCurve curve = shown;
        if (curve == null || getWidth() <= LEFT + RIGHT) {
            return;
        }
        axes.draw(curve, getWidth() - RIGHT, getHeight() - BOTTOM / 2 + 2, score -> y(curve, score));
        line.getElements().setAll(path(curve));
        drawMarks(curve);
        drawHair(curve);
        now.setVisible(true);
        center(now, curve, curve.toMs(), curve.now(), DOT);
    }

    /** One stroke as long as the score is known; it is put down anew behind a gap. */
    private List<PathElement> path(ScoreCurve curve) {
        List<PathElement> path = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (ScoreCurve.Piece piece : curve.lines()) {
            double x = x(curve, piece.fromMs());
            double y = y(curve, piece.from());
            path.add(piece.fromMs() == end ? new LineTo(x, y) : new MoveTo(x, y));
            path.add(new LineTo(x(curve, piece.toMs()), y(curve, piece.to())));
            end = piece.toMs();
        }
        return path;
    }

    /** Marks are made when there are more steps than before, and else moved. */
    private void drawMarks(ScoreCurve curve) {
        List<Node> nodes = marks.getChildren();
        int wanted = curve.steps().size();
        if (nodes.size() > wanted) {
            nodes.subList(wanted, nodes.size()).clear();
        }
        boolean styled = false;
        for (int i = 0; i < wanted; i++) {
            if (i == nodes.size()) {
                Region mark = new Region();
                mark.setManaged(false);
                nodes.add(mark);
            }
            styled |= draw((Region) nodes.get(i), curve, curve.steps().get(i));
        }
        if (styled) {
            // What changed its style in this pass would wear it at the next one only.
            marks.applyCss();
        }
    }

    /** Whether its style is another than before. */
    private boolean draw(Region mark, ScoreCurve curve, ScoreStep one) {
        boolean violation = one.violation() != null;
        double size = violation ? DOT : SQUARE;
        List<String> style = new ArrayList<>(List.of(violation ? "score-dot" : "score-square"));
        if (one.equals(step)) {
            style.add("chosen");
        }
        boolean another = !mark.getStyleClass().equals(style);
        if (another) {
            mark.getStyleClass().setAll(style);
        }
        center(mark, curve, one.atMs(), one.after(), size);
        return another;
    }

    private void center(Region mark, ScoreCurve curve, long atMs, double score, double size) {
        mark.resizeRelocate(Math.rint(x(curve, atMs) - size / 2), Math.rint(y(curve, score) - size / 2), size, size);
    }

    private void drawHair(ScoreCurve curve) {
        ScoreStep at = step;
        hair.setVisible(at != null);
        if (at != null) {
            double x = Math.rint(x(curve, at.atMs())) + 0.5;
            hair.setStartX(x);
            hair.setEndX(x);
            hair.setStartY(TOP);
            hair.setEndY(getHeight() - BOTTOM);
        }
    }

    private void move(KeyEvent event) {
        ScoreCurve curve = shown;
        int by = event.getCode() == KeyCode.LEFT ? -1 : event.getCode() == KeyCode.RIGHT ? 1 : 0;
        if (curve == null || by == 0 || curve.steps().isEmpty()) {
            return;
        }
        event.consume();
        int at = step == null
                ? (by < 0 ? curve.steps().size() : -1)
                : curve.steps().indexOf(step);
        choose(curve.steps().get(Math.clamp(at + by, 0, curve.steps().size() - 1)));
    }

    private void choose(@Nullable ScoreStep one) {
        if (one == null ? step != null : !one.equals(step)) {
            step = one;
            chosen.accept(one);
            setNeedsLayout(true);
        }
    }

    private @Nullable ScoreStep nearest(double mouseX) {
        ScoreCurve curve = shown;
        if (curve == null) {
            return null;
        }
        double share = (mouseX - LEFT) / (getWidth() - LEFT - RIGHT);
        return curve.nearest(curve.fromMs() + Math.round(share * (curve.toMs() - curve.fromMs())));
    }

    private double x(ScoreCurve curve, long atMs) {
        double share = (atMs - curve.fromMs()) / (double) Math.max(1, curve.toMs() - curve.fromMs());
        return LEFT + (getWidth() - LEFT - RIGHT) * share;
    }

    private double y(ScoreCurve curve, double score) {
        double top = Math.max(LEAST_TOP, curve.top() * ROOM);
        return TOP + (getHeight() - TOP - BOTTOM) * (1 - score / top);
    }
}
