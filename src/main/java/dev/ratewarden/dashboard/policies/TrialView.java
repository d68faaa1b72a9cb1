package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.ActionCount;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the trial of the open policy would have denied, beside what is denied. */
final class TrialView extends VBox {

    /** What its buttons do. */
    record Ways(Runnable enforce, Runnable end, Runnable edit) {}

    private static final double TILE_WIDTH = 136;

    private final EditorViewModel model;
    private final PoliciesViewModel policies;
    private final Label rule = Ui.label("", "muted", "small");
    private final VBox figures = Ui.column(0);
    private final DiffGrid diff = new DiffGrid("policy-trial-diff");

    TrialView(EditorViewModel model, PoliciesViewModel policies, Ways ways, Permit permit) {
        super(8);
        this.model = model;
        this.policies = policies;
        setId("policy-trial");
        getStyleClass().add("policy-section");
        rule.setId("policy-trial-rule");
        rule.setMinWidth(0);
        Label title = Ui.label(text("policies.trial"), "heading");
        title.setMinWidth(USE_PREF_SIZE);
        Label span = Ui.label(text("policies.trial.span"), "muted", "small");
        span.setWrapText(true);
        span.setMinHeight(USE_PREF_SIZE);
        Button enforce = Ui.button("policy-trial-enforce", text("policies.trial.enforce"), ways.enforce());
        Button end = Ui.button("policy-trial-end", text("policies.trial.end"), ways.end());
        Button edit = Ui.button("policy-trial-edit", text("policies.trial.edit"), ways.edit(), "flat");
        for (Button button : new Button[] {enforce, end, edit}) {
            button.disableProperty().bind(permit.allowed().not());
        }
        getChildren().addAll(Ui.row(16, title, rule), span, figures, diff, Ui.row(8, enforce, end, edit));
        model.checksProperty().addListener((o, before, now) -> show());
        model.openedProperty().addListener((o, before, now) -> show());
        policies.readingProperty().addListener((o, before, now) -> show());
        show();
    }

    private void show() {
        Policy trial = model.openedProperty().get() == EditorViewModel.Opened.POLICY ? model.trial() : null;
        Ui.show(this, trial != null);
        if (trial == null) {
            return;
        }
        rule.setText(PolicyWords.rule(trial));
        PolicyReading reading = policies.readingProperty().get();
        ActionCount count = reading == null ? null : reading.count(trial.action());
        HBox tiles = new HBox(
                8,
                tile(
                        "policy-trial-would",
                        figure(count == null ? null : count.wouldDeny()),
                        text("policies.trial.would")),
                tile(
                        "policy-trial-denied",
                        figure(count == null ? null : count.denied()),
                        text("policies.trial.denied")),
                tile(
                        "policy-trial-checks",
                        figure(count == null ? null : count.allowed() + count.denied()),
                        text("policies.trial.checks")));
        figures.getChildren().setAll(tiles);
        Policy enforced = model.enforced();
        Ui.show(diff, enforced != null);
        if (enforced != null) {
            diff.show(
                    text("policies.trial.before"),
                    text("policies.trial.after"),
                    PolicyDiff.of(enforced, Trials.asEnforced(trial, enforced)).stream()
                            .filter(PolicyDiff.Line::changed)
                            .toList());
        }
    }

    private static String figure(@Nullable Long value) {
        return value == null ? "–" : Figures.count(value);
    }

    private static VBox tile(String id, String figure, String words) {
        Label value = Ui.label(figure, "name");
        value.setId(id);
        Label below = Ui.label(words, "muted", "small");
        below.setWrapText(true);
        below.setMinHeight(USE_PREF_SIZE);
        VBox tile = Ui.column(2, value, below);
        tile.getStyleClass().add("policy-tile");
        tile.setMinWidth(0);
        tile.setPrefWidth(TILE_WIDTH);
        HBox.setHgrow(tile, Priority.ALWAYS);
        return Ui.spoken(tile, figure + " " + words);
    }
}
