package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.Explanations;
import java.util.function.DoubleUnaryOperator;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** Lines where the tiers begin, with their scores, and the times at both ends. All nodes are made once and only moved. */
final class ScoreAxes extends Pane {

    private static final double BLOCK_AT = ScoreRules.DEFAULT.blockAt();
    private static final double[] THRESHOLDS = {0, ScoreRules.CAUTION_AT, ScoreRules.WARNING_AT, BLOCK_AT};
    private static final double GAP = 6;

    private final Times times;
    private final double left;
    private final Line[] rules = new Line[THRESHOLDS.length];
    private final Text[] values = new Text[THRESHOLDS.length];
    private final Text from = Ui.axisLabel("");
    private final Text to = Ui.axisLabel("");

    /** @param left where the lines begin, px */
    ScoreAxes(Times times, double left) {
        this.times = times;
        this.left = left;
        for (int i = 0; i < THRESHOLDS.length; i++) {
            rules[i] = new Line();
            rules[i].getStyleClass().add(THRESHOLDS[i] == BLOCK_AT ? "score-threshold" : "chart-grid");
            values[i] = Ui.axisLabel(Explanations.number(THRESHOLDS[i]));
            getChildren().addAll(rules[i], values[i]);
        }
        getChildren().addAll(from, to);
    }

    /**
     * @param right where the lines end, px
     * @param timesY the middle of the words below, px
     * @param y where a score stands, px
     */
    void draw(ScoreCurve curve, double right, double timesY, DoubleUnaryOperator y) {
        for (int i = 0; i < THRESHOLDS.length; i++) {
            double at = Math.rint(y.applyAsDouble(THRESHOLDS[i])) + 0.5;
            rules[i].setStartX(left);
            rules[i].setStartY(at);
            rules[i].setEndX(right);
            rules[i].setEndY(at);
            values[i].setX(left - GAP - values[i].getLayoutBounds().getWidth());
            values[i].setY(at);
        }
        from.setText(times.at(curve.fromMs(), curve.toMs()));
        from.setX(left);
        from.setY(timesY);
        to.setText(times.at(curve.toMs(), curve.toMs()));
        to.setX(right - to.getLayoutBounds().getWidth());
        to.setY(timesY);
    }
}
