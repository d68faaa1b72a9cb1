package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The right half: one policy, what it was, and how to save it. */
final class EditorView extends StackPane {

    /** What its buttons do. */
    record Ways(Runnable enforce, Runnable trial, Runnable discard, Runnable remove) {}

    private final EditorViewModel model;
    private final Ways ways;
    private final Permit permit;
    private final BooleanBinding closed;
    private final PolicyForm form;
    private final VBox content = new VBox();
    private final ScrollPane scroll;

    /**
     * @param busy whether something is being saved
     * @param below what belongs to the open policy
     */
    EditorView(
            EditorViewModel model,
            Ways ways,
            Permit permit,
            javafx.beans.value.ObservableBooleanValue busy,
            PolicyForm form,
            List<? extends Node> below) {
        this.model = model;
        this.ways = ways;
        this.permit = permit;
        this.form = form;
        this.closed = permit.allowed().not().or(Bindings.createBooleanBinding(busy::get, busy));
        setId("policy-editor");
        getStyleClass().add("card");
        setMinWidth(0);
        form.disableProperty().bind(closed);
        VBox inside = Ui.column(16, form);
        inside.getChildren().addAll(below);
        inside.getStyleClass().add("policy-form");
        scroll = new ScrollPane(inside);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        content.getChildren().addAll(head(), overtaken(), scroll, foot());
        Label nothing = Ui.label(text("policies.choose"), "muted");
        nothing.setWrapText(true);
        getChildren().addAll(content, nothing);
        BooleanBinding open = model.openedProperty().isNotEqualTo(EditorViewModel.Opened.NOTHING);
        content.visibleProperty().bind(open);
        nothing.visibleProperty().bind(open.not());
        model.actionProperty().addListener((o, before, now) -> scroll.setVvalue(0));
    }

    /** What gets the focus when somebody begins to write. */
    void write() {
        scroll.setVvalue(0);
        form.first().requestFocus();
    }

    private HBox head() {
        Label name = Ui.label("", "name");
        name.setId("policy-name");
        name.setMinWidth(0);
        name.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.openedProperty().get() == EditorViewModel.Opened.NEW
                                ? text("policies.new")
                                : model.actionProperty().get(),
                        model.openedProperty(),
                        model.actionProperty()));
        Label chip = Ui.label("", "policy-mode");
        chip.setId("policy-mode");
        chip.setMinWidth(USE_PREF_SIZE);
        chip.textProperty()
                .bind(Bindings.createStringBinding(this::mode, model.checksProperty(), model.openedProperty()));
        Label state = Ui.label("", "muted");
        state.setId("policy-state");
        state.setMinWidth(USE_PREF_SIZE);
        state.textProperty()
                .bind(Bindings.when(model.dirtyProperty())
                        .then(text("policies.unsaved"))
                        .otherwise(text("policies.unchanged")));
        Button remove =
                Ui.iconButton("policy-remove", Ui.icon("fth-trash-2"), text("policies.remove"), ways.remove(), "flat");
        remove.disableProperty().bind(closed);
        remove.visibleProperty().bind(model.openedProperty().isEqualTo(EditorViewModel.Opened.POLICY));
        remove.managedProperty().bind(remove.visibleProperty());
        HBox head = Ui.row(10, name, chip, Ui.spring(), state, remove);
        head.getStyleClass().add("policy-head");
        return head;
    }

    private String mode() {
        if (model.openedProperty().get() == EditorViewModel.Opened.NEW) {
            return text("policies.mode.new");
        }
        if (model.enforced() == null) {
            return text("policies.mode.trial");
        }
        return text(model.trial() == null ? "policies.mode.enforced" : "policies.mode.both");
    }

    private HBox overtaken() {
        Label words = Ui.label("", "policy-overtaken-words");
        words.setId("policy-overtaken");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        words.textProperty().bind(model.overtakenProperty());
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox banner = Ui.row(
                8,
                words,
                Ui.spring(),
                Ui.button("policy-theirs", text("policies.theirs"), model::showTheirs),
                Ui.button("policy-mine", text("policies.mine"), model::keepMine));
        banner.getStyleClass().add("policy-overtaken");
        banner.visibleProperty().bind(model.overtakenProperty().isNotEmpty());
        banner.managedProperty().bind(banner.visibleProperty());
        return banner;
    }

    private VBox foot() {
        TextField reason = PolicyDialog.reason("policy-reason");
        reason.textProperty().bindBidirectional(model.reasonProperty());
        reason.setAccessibleText(text("dialog.reason"));
        reason.setPromptText(text("policies.reason.prompt"));
        reason.disableProperty().bind(closed);
        Label why = Ui.label("", "small", "danger-words");
        why.setId("policy-why");
        why.setWrapText(true);
        why.setMinHeight(USE_PREF_SIZE);
        why.textProperty()
                .bind(Bindings.createStringBinding(
                        this::why,
                        permit.why(),
                        model.marksProperty(),
                        model.failureProperty(),
                        model.dirtyProperty(),
                        model.validProperty(),
                        model.overtakenProperty()));
        why.visibleProperty().bind(why.textProperty().isNotEmpty());
        why.managedProperty().bind(why.visibleProperty());
        Button discard = Ui.button("policy-discard", text("policies.discard"), ways.discard());
        discard.disableProperty().bind(model.dirtyProperty().not());
        BooleanBinding unready = closed.or(model.validProperty().not())
                .or(model.dirtyProperty().not())
                .or(model.overtakenProperty().isNotEmpty());
        Button trial = Ui.button("policy-save-trial", text("policies.save.trial"), ways.trial());
        Ui.tip(trial, text("policies.save.trial.tip"));
        trial.disableProperty().bind(unready);
        Button enforce = Ui.button("policy-save", text("policies.save"), ways.enforce(), "primary");
        enforce.disableProperty().bind(unready);
        HBox line = Ui.row(8, discard, trial, Ui.spring(), enforce);
        VBox foot = Ui.column(8, why, reason, line);
        foot.getStyleClass().add("policy-foot");
        foot.setMinHeight(USE_PREF_SIZE);
        return foot;
    }

    /** Why it cannot be saved, or was not. */
    private String why() {
        if (!permit.why().get().isEmpty()) {
            return permit.why().get();
        }
        if (!model.failureProperty().get().isEmpty()) {
            return model.failureProperty().get();
        }
        if (!model.overtakenProperty().get().isEmpty()) {
            return text("policies.why.overtaken");
        }
        if (model.isUnwritten()) {
            return text("policies.why.new");
        }
        return model.dirtyProperty().get() && !model.validProperty().get() ? text("policies.why.invalid") : "";
    }
}
