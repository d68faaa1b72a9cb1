package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.Explanations;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/** Lines where the tiers begin, with their scores, and the times at both ends. */
final class ScoreAxes extends Pane {

    private static final double BLOCK_AT = ScoreRules.DEFAULT.blockAt();
    private static final double[] THRESHOLDS = {0, ScoreRules.CAUTION_AT, ScoreRules.WARNING_AT, BLOCK_AT};
    private static final double GAP = 6;

    private final Times times;
    private final double left;

    /** @param left where the lines begin, px */
    ScoreAxes(Times times, double left) {
        this.times = times;
        this.left = left;
    }

    /**
     * @param right where the lines end, px
     * @param timesY the middle of the words below, px
     * @param y where a score stands, px
     */
    void draw(ScoreCurve curve, double right, double timesY, DoubleUnaryOperator y) {
        List<Node> nodes = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            double at = Math.rint(y.applyAsDouble(threshold)) + 0.5;
            Line rule = new Line(left, at, right, at);
            rule.getStyleClass().add(threshold == BLOCK_AT ? "score-threshold" : "chart-grid");
            Text value = label(Explanations.number(threshold), at);
            value.setX(left - GAP - value.getLayoutBounds().getWidth());
            nodes.add(rule);
            nodes.add(value);
        }
        Text from = label(times.at(curve.fromMs(), curve.toMs()), timesY);
        from.setX(left);
        Text to = label(times.at(curve.toMs(), curve.toMs()), timesY);
        to.setX(right - to.getLayoutBounds().getWidth());
        nodes.add(from);
        nodes.add(to);
        getChildren().setAll(nodes);
    }

    private static Text label(String words, double y) {
        Text label = new Text(words);
        label.getStyleClass().add("chart-label");
        label.setTextOrigin(VPos.CENTER);
        label.setY(y);
        return label;
    }
}
