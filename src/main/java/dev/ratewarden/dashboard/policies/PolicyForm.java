package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Every field of a policy. */
final class PolicyForm extends VBox {

    /** Room for every number that people write. */
    private static final double LEAST_FIELD = 64;

    private static final List<String> WINDOWS = List.of("1m", "5m", "15m", "1h", "24h", "7d");

    private final EditorViewModel model;
    private final Draft draft;
    private final TextField action;
    private final TextField limit;

    PolicyForm(EditorViewModel model, CascadeField cascades) {
        super(8);
        this.model = model;
        this.draft = model.draft;
        action = field("policy-action", draft.action, Field.ACTION);
        action.setPromptText(text("policies.action.prompt"));
        limit = field("policy-limit", draft.limit, Field.LIMIT);
        FormRow name = row(text("policies.field.action"), Map.of(Field.ACTION, action), action);
        getChildren()
                .addAll(
                        name,
                        strategy(),
                        limits(),
                        row(text("policies.field.cascades"), Map.of(Field.CASCADES, cascades), cascades),
                        score(),
                        adaptive(),
                        outage(),
                        roles());
        model.openedProperty().addListener((o, before, now) -> Ui.show(name, now == EditorViewModel.Opened.NEW));
        Ui.show(name, false);
    }

    /** What gets the focus. */
    Node first() {
        return action.getParent().isVisible() && model.openedProperty().get() == EditorViewModel.Opened.NEW
                ? action
                : limit;
    }

    private FormRow strategy() {
        MenuButton choice = new MenuButton();
        choice.setId("policy-strategy");
        choice.setMinWidth(USE_PREF_SIZE);
        for (Strategy each : Strategy.values()) {
            MenuItem item = new MenuItem(PolicyWords.strategy(each));
            item.setId("policy-strategy-" + each.ordinal());
            item.setOnAction(e -> draft.strategy.set(each));
            choice.getItems().add(item);
        }
        Label promise = Ui.label("", "muted", "small");
        promise.setId("policy-promise");
        promise.setWrapText(true);
        promise.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(promise, Priority.ALWAYS);
        Runnable words = () -> {
            choice.setText(PolicyWords.strategy(draft.strategy.get()));
            choice.setAccessibleText(PolicyWords.field(Field.STRATEGY) + ": " + choice.getText());
            promise.setText(PolicyWords.promise(draft.strategy.get()));
        };
        draft.strategy.addListener((o, before, now) -> words.run());
        words.run();
        return row(text("policies.field.strategy"), Map.of(Field.STRATEGY, choice), Ui.row(12, choice, promise));
    }

    private FormRow limits() {
        TextField window = field("policy-window", draft.window, Field.WINDOW);
        TextField burst = field("policy-burst", draft.burst, Field.BURST);
        limit.setPrefColumnCount(5);
        window.setPrefColumnCount(4);
        burst.setPrefColumnCount(5);
        MenuButton presets = new MenuButton(text("policies.window.presets"));
        presets.setId("policy-window-presets");
        presets.setMinWidth(USE_PREF_SIZE);
        for (String preset : WINDOWS) {
            MenuItem item = new MenuItem(PolicyWords.window(
                    dev.ratewarden.limiter.Durations.parse(preset).toMillis()));
            item.setOnAction(e -> draft.window.set(preset));
            presets.getItems().add(item);
        }
        Label burstWords = Ui.label(text("policies.field.burst"), "muted");
        burstWords.setLabelFor(burst);
        HBox bursts = Ui.row(8, burstWords, burst);
        // Without a burst of its own, a policy's burst is its limit.
        burst.promptTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> draft.limit.get().strip().matches("\\d+")
                                ? draft.limit.get().strip()
                                : "",
                        draft.limit));
        Runnable own = () -> Ui.show(bursts, draft.strategy.get() == Strategy.TOKEN_BUCKET);
        draft.strategy.addListener((o, before, now) -> own.run());
        own.run();
        Map<Field, Node> fields = new LinkedHashMap<>();
        fields.put(Field.LIMIT, limit);
        fields.put(Field.WINDOW, window);
        fields.put(Field.BURST, burst);
        Label in = Ui.label(text("policies.in"), "muted");
        in.setMinWidth(USE_PREF_SIZE);
        burstWords.setMinWidth(USE_PREF_SIZE);
        return row(
                text("policies.field.limit"), fields, new WrappingRow(Ui.row(8, limit, in, window), presets, bursts));
    }

    private FormRow score() {
        TextField points = field("policy-points", draft.points, Field.POINTS);
        points.setPrefColumnCount(5);
        CheckBox escalating = check("policy-escalating", text("policies.escalating"));
        escalating.selectedProperty().bindBidirectional(draft.escalating);
        Ui.tip(escalating, text("policies.escalating.tip"));
        Map<Field, Node> fields = new LinkedHashMap<>();
        fields.put(Field.POINTS, points);
        fields.put(Field.ESCALATING, escalating);
        Label unit = Ui.label(text("policies.points"), "muted");
        unit.setMinWidth(USE_PREF_SIZE);
        return row(text("policies.field.points"), fields, new WrappingRow(Ui.row(8, points, unit), escalating));
    }

    private FormRow adaptive() {
        CheckBox adaptive = check("policy-adaptive", text("policies.adaptive"));
        adaptive.selectedProperty().bindBidirectional(draft.adaptive);
        TextField floor = field("policy-floor", draft.floor, Field.FLOOR);
        floor.setPrefColumnCount(5);
        floor.setPromptText("0.25");
        Label to = Ui.label(text("policies.adaptive.to"), "muted");
        to.setMinWidth(USE_PREF_SIZE);
        HBox least = Ui.row(8, to, floor);
        least.visibleProperty().bind(draft.adaptive);
        least.managedProperty().bind(draft.adaptive);
        Ui.tip(floor, text("policies.floor.tip"));
        return row(text("policies.field.floor"), Map.of(Field.FLOOR, floor), new WrappingRow(adaptive, least));
    }

    private FormRow outage() {
        Segments<OnOutage> choice = new Segments<>("policy-outage", List.of(OnOutage.values()), PolicyWords::outage);
        choice.getStyleClass().add("tall");
        choice.valueProperty().bindBidirectional(draft.onOutage);
        Label effect = Ui.label("", "muted", "small");
        effect.setId("policy-outage-effect");
        effect.setWrapText(true);
        effect.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(effect, Priority.ALWAYS);
        Runnable words = () -> effect.setText(PolicyWords.outageEffect(draft.onOutage.get()));
        draft.onOutage.addListener((o, before, now) -> words.run());
        words.run();
        return row(
                text("policies.field.outage"), Map.of(Field.OUTAGE, choice), Ui.column(4, Ui.row(0, choice), effect));
    }

    private FormRow roles() {
        RolesField roles = new RolesField(draft.roles);
        return row(text("policies.field.roles"), Map.of(Field.ROLES, roles), roles);
    }

    private FormRow row(String words, Map<Field, Node> fields, Node content) {
        return new FormRow(words, fields, content, model.marksProperty());
    }

    private static TextField field(String id, StringProperty value, Field what) {
        TextField field = new TextField();
        field.setId(id);
        field.setMinWidth(LEAST_FIELD);
        field.setAccessibleText(PolicyWords.field(what));
        field.textProperty().bindBidirectional(value);
        return field;
    }

    private static CheckBox check(String id, String words) {
        CheckBox check = new CheckBox(words);
        check.setId(id);
        check.setMinWidth(USE_PREF_SIZE);
        check.getStyleClass().add("policy-check");
        return check;
    }
}
