package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Actions;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.user.DetailViewModel.Status;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The open user: who, why, what is left, what happened; and what can be done. */
public final class DetailView extends StackPane {

    private static final double CHART_HEIGHT = 96;

    private static final double SCROLLS_BELOW = 330;

    private final DetailViewModel model;
    private final UserHeader header;
    private final ActionBar actions;
    private final Standing standing;
    private final WhySection why;
    private final ScoreSection score;
    private final QuotaSection quotas;
    private final Timeline timeline;
    private final Label note = Ui.label("", "muted");
    private final VBox below;
    private final VBox content;
    private final ScrollPane scroll;
    private @Nullable String drawnId;

    /**
     * @param permit to act on users
     * @param listed whether the open user is among the listed ones
     */
    public DetailView(
            DetailViewModel model, Actions actions, Times times, Permit permit, ObservableBooleanValue listed) {
        this.model = model;
        this.header = new UserHeader(times, listed);
        this.actions = new ActionBar(model, actions, permit);
        this.standing = new Standing(times);
        this.why = new WhySection(times);
        this.score = new ScoreSection(times, CHART_HEIGHT);
        this.quotas = new QuotaSection(times);
        this.timeline = new Timeline(times);
        setId("detail");
        setMinWidth(0);
        getStyleClass().addAll("card", "detail");
        note.setId("detail-note");
        note.setWrapText(true);
        below = new VBox(12, standing, why, score, quotas, timeline);
        below.getStyleClass().add("detail-below");
        scroll = new ScrollPane(below);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        content = new VBox(10, header, this.actions, scroll);
        setMinHeight(0);
        heightProperty().addListener((o, before, now) -> fit(now.doubleValue()));
        getChildren().addAll(content, note);
        model.detailProperty().addListener((o, before, now) -> show());
        model.handover().handoverProperty().addListener((o, before, now) -> showHandover());
        model.policiesProperty().addListener((o, before, now) -> showRules());
        model.statusProperty().addListener((o, before, now) -> explain());
        model.openIdProperty().addListener((o, before, now) -> explain());
        sceneProperty().addListener((o, before, now) -> show());
        explain();
    }

    /** Where there is little room, all of it scrolls, rather than the part below the buttons alone. */
    private void fit(double height) {
        boolean scrolls = height < SCROLLS_BELOW;
        if (scrolls != below.getChildren().contains(header)) {
            if (scrolls) {
                content.getChildren().setAll(scroll);
                below.getChildren().addAll(0, List.of(header, actions));
            } else {
                below.getChildren().removeAll(header, actions);
                content.getChildren().setAll(header, actions, scroll);
            }
        }
    }

    /** Of a page that is out of sight nothing is drawn, until it is back. */
    private @Nullable UserDetail inSight() {
        return getScene() == null ? null : model.detailProperty().get();
    }

    private void show() {
        UserDetail user = inSight();
        if (user == null) {
            return;
        }
        double decayPerHour = model.decayPerHourProperty().get();
        header.show(user, decayPerHour);
        showHandover();
        actions.show(user);
        standing.show(user);
        showRules();
        score.show(user, new ScoreTerms(decayPerHour, model.beganMs()));
        timeline.show(user);
        String id = user.summary().id();
        if (!id.equals(drawnId)) {
            scroll.setVvalue(0);
        }
        drawnId = id;
    }

    private void showHandover() {
        UserDetail user = inSight();
        if (user != null) {
            header.show(user, model.handover());
        }
    }

    private void showRules() {
        UserDetail user = inSight();
        if (user != null) {
            PolicyBook policies = model.policiesProperty().get();
            quotas.show(user, policies);
            ScoreRules rules = policies == null ? null : policies.scoreRules();
            why.show(
                    user,
                    rules == null
                            ? null
                            : rules.withDecayPerHour(
                                    model.decayPerHourProperty().get()));
        }
    }

    private void explain() {
        Status status = model.statusProperty().get();
        content.setVisible(status == Status.SHOWN);
        note.setVisible(status != Status.SHOWN);
        String id = model.openIdProperty().get();
        note.setText(
                switch (status) {
                    case NOBODY -> text("detail.nobody");
                    case LOADING -> text("detail.loading");
                    case UNKNOWN -> text("detail.unknown", dev.ratewarden.limiter.Text.visible(id == null ? "" : id));
                    case SHOWN -> "";
                });
    }
}
