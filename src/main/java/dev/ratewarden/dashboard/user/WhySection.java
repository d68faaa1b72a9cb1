package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.Explanations.Step;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The arithmetic of the score, step by step, on demand. */
final class WhySection extends VBox {

    /** The latest; View History has the rest. */
    private static final int MOST = 15;

    private final Times times;
    private final GridPane steps = new GridPane(8, 3);
    private final Label earlier = words("why-earlier");
    private final Label outlook = words("why-outlook");
    private List<Step> shown = List.of();

    WhySection(Times times) {
        this.times = times;
        setId("why");
        steps.setId("why-steps");
        ColumnConstraints when = new ColumnConstraints();
        when.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints what = new ColumnConstraints();
        what.setHgrow(Priority.ALWAYS);
        what.setMinWidth(0);
        steps.getColumnConstraints().addAll(when, what);
        Label rule = words("why-rule");
        rule.setText(text("why.rule"));
        VBox content = new VBox(6, rule, earlier, steps, outlook);
        content.getStyleClass().add("why-content");
        getChildren().add(new Fold("why-toggle", text("why.title"), content));
    }

    /** @param rules null while they are not known: then nothing is foretold */
    void show(UserDetail user, @Nullable ScoreRules rules) {
        List<Step> all = times.explanations().arithmetic(user);
        outlook.setText(rules == null ? "–" : times.explanations().outlook(user, rules));
        int hidden = Math.max(0, all.size() - MOST);
        earlier.setText(hidden == 0 ? "" : text("why.earlier", Figures.count(hidden)));
        Ui.show(earlier, hidden > 0);
        List<Step> latest = all.subList(hidden, all.size());
        if (!shown.equals(latest)) {
            shown = List.copyOf(latest);
            steps.getChildren().clear();
            for (int row = 0; row < shown.size(); row++) {
                add(row, shown.get(row));
            }
        }
        Ui.show(steps, !shown.isEmpty());
    }

    private void add(int row, Step step) {
        Label when = Ui.label(step.when(), "muted", "small");
        when.setMinWidth(USE_PREF_SIZE);
        Label what = Ui.label(step.words().replaceAll(" ([×+=→]) ", "\u00a0$1\u00a0"), "small");
        what.setWrapText(true);
        what.setMinWidth(0);
        steps.add(when, 0, row);
        steps.add(what, 1, row);
        GridPane.setValignment(when, javafx.geometry.VPos.TOP);
    }

    private static Label words(String id) {
        Label label = Ui.label("", "muted", "small");
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
