package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Enforcement;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The right half, while somebody looks at what holds for all policies. */
final class RulesView extends VBox {

    private static final double LABEL_WIDTH = 112;

    private final RulesViewModel model;
    private final Permit permit;
    private final TextField first;

    /**
     * @param turn turns the switch as chosen, after a question
     * @param save sets the rules as written, after a question
     */
    RulesView(RulesViewModel model, Permit permit, Runnable turn, Runnable save, Runnable back) {
        this.model = model;
        this.permit = permit;
        setId("policies-rules-view");
        getStyleClass().add("card");
        setMinWidth(0);
        HBox head = Ui.row(
                12,
                Ui.label(text("policies.rules.open"), "name"),
                Ui.spring(),
                Ui.button("policies-rules-back", text("policies.back"), back));
        head.getStyleClass().add("policy-head");
        first = field("rules-block-at", model.blockAt, text("policies.rules.blockAt"));
        VBox content = Ui.column(16, turning(turn), rules(save));
        content.getStyleClass().add("policy-form");
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    /** What gets the focus. */
    Node first() {
        return first;
    }

    private VBox turning(Runnable turn) {
        Segments<Enforcement> choice =
                new Segments<>("rules-switch", List.of(Enforcement.values()), PolicyWords::enforcement);
        choice.getStyleClass().add("tall");
        choice.valueProperty().bindBidirectional(model.enforcement);
        Label effect = words("");
        effect.setId("rules-switch-effect");
        Button button = Ui.button("rules-switch-turn", text("policies.switch.turn"), turn);
        Label why = words("");
        Runnable show = () -> {
            Enforcement chosen = model.enforcement.get();
            effect.setText(PolicyWords.enforcementEffect(chosen) + " " + text("policies.switch.bans"));
            boolean same = chosen == model.turned();
            button.setDisable(same || !permit.allowed().get());
            why.setText(same ? text("policies.switch.same") : permit.why().get());
            Ui.show(why, !why.getText().isEmpty());
        };
        model.enforcement.addListener((o, before, now) -> show.run());
        model.stateProperty().addListener((o, before, now) -> show.run());
        permit.allowed().addListener((o, before, now) -> show.run());
        show.run();
        return Ui.column(8, Ui.label(text("policies.switch"), "heading"), Ui.row(12, choice, button), effect, why);
    }

    private VBox rules(Runnable save) {
        TextField unblock = field("rules-unblock-below", model.unblockBelow, text("policies.rules.unblockBelow"));
        TextField decay = field("rules-decay", model.decayPerHour, text("policies.rules.decayPerHour"));
        Button button = Ui.button("rules-save", text("policies.rules.confirm"), save, "primary");
        Button discard = Ui.button("rules-discard", text("policies.discard"), model::discard);
        Label why = words("");
        why.setId("rules-why");
        Runnable show = () -> {
            RulesViewModel.State state = model.stateProperty().get();
            button.setDisable(state.wanted() == null
                    || !state.changed()
                    || !permit.allowed().get());
            discard.setDisable(!state.changed());
            String pending = state.decayPending() ? text("policies.rules.pending") : "";
            why.setText(permit.allowed().get() ? pending : permit.why().get());
            Ui.show(why, !why.getText().isEmpty());
        };
        model.stateProperty().addListener((o, before, now) -> show.run());
        permit.allowed().addListener((o, before, now) -> show.run());
        show.run();
        return Ui.column(
                8,
                Ui.label(text("policies.rules"), "heading"),
                line(RulesViewModel.Part.BLOCK_AT, "blockAt", first),
                line(RulesViewModel.Part.UNBLOCK_BELOW, "unblockBelow", unblock),
                line(RulesViewModel.Part.DECAY_PER_HOUR, "decayPerHour", decay),
                words(text("policies.rules.stay")),
                why,
                Ui.row(8, discard, button));
    }

    private HBox line(RulesViewModel.Part part, String key, TextField field) {
        Label label = Ui.label(text("policies.rules." + key), "muted", "policy-label");
        label.setMinWidth(LABEL_WIDTH);
        label.setPrefWidth(LABEL_WIDTH);
        label.setLabelFor(field);
        Label problem = Ui.label("", "danger-words", "small");
        problem.setId(field.getId() + "-problem");
        problem.setWrapText(true);
        problem.setMinHeight(USE_PREF_SIZE);
        Runnable show = () -> {
            String wrong = model.stateProperty().get().problems().getOrDefault(part, "");
            problem.setText(wrong);
            Ui.show(problem, !wrong.isEmpty());
            field.getStyleClass().remove("wrong");
            if (!wrong.isEmpty()) {
                field.getStyleClass().add("wrong");
            }
        };
        model.stateProperty().addListener((o, before, now) -> show.run());
        show.run();
        VBox content = Ui.column(4, Ui.row(0, field), words(text("policies.rules.about." + key)), problem);
        HBox.setHgrow(content, Priority.ALWAYS);
        return new HBox(12, label, content);
    }

    private TextField field(String id, StringProperty value, String spoken) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(spoken);
        field.setPrefColumnCount(7);
        field.textProperty().bindBidirectional(value);
        field.disableProperty().bind(permit.allowed().not());
        return field;
    }

    private static Label words(String words) {
        Label label = Ui.label(words, "muted", "small");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
