package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Segments;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks which limit a user shall have of its own, or whether the policy's shall hold again. */
final class LimitDialog {

    private final UserDetail user;
    private final Target target;
    private final String community;
    private final PolicyBook policies;
    private final ComboBox<String> action = new ComboBox<>();
    private final Segments<Boolean> own = new Segments<>(
            "dialog-own", List.of(true, false), mine -> text(mine ? "act.limit.own" : "act.limit.policy"));
    private final TextField limit = new TextField();
    private final Label window = Ui.label("", "muted");
    private final VBox limitField = Dialog.field(text("act.limit.number"), Ui.row(8, limit, window));
    private final DialogNotice problem = new DialogNotice("dialog-problem");
    final Dialog dialog;

    /** @param policies as last read */
    LimitDialog(UserDetail user, String community, PolicyBook policies, Consumer<Command> submit, Runnable close) {
        this.user = user;
        this.target = Target.of(user);
        this.community = community;
        this.policies = policies;
        dialog = new Dialog(
                text("act.limit.confirm", target.name()),
                "primary",
                reason -> submit.accept(new Command.OwnLimit(target, action.getValue(), number(), reason)),
                close);
        dialog.title.setText(text("act.limit.title", target.name()));
        fields();
        start();
        check();
    }

    private void fields() {
        action.setId("dialog-action");
        action.setMaxWidth(Double.MAX_VALUE);
        limit.setId("dialog-limit");
        limit.setPrefColumnCount(10);
        limit.setAccessibleText(text("act.limit.number"));
        limit.setOnAction(e -> dialog.confirm.fire());
        own.getStyleClass().add("tall");
        own.setAccessibleText(text("act.limit.which"));
        problem.getStyleClass().add("small");
        Label which = Ui.label(text("act.limit.which"), "small", "medium");
        HBox choice = new HBox(12, Ui.column(4, which, own), limitField);
        dialog.add(Dialog.field(text("act.limit.action"), action));
        dialog.add(choice);
        dialog.add(problem);
        dialog.first(limit);
        action.valueProperty().addListener((o, before, now) -> start(now));
        own.valueProperty().addListener((o, before, now) -> check());
        limit.textProperty().addListener((o, before, now) -> check());
    }

    /** Begins with the action that the user met last. */
    private void start() {
        TreeSet<String> actions = new TreeSet<>(policies.policies().keySet());
        actions.addAll(user.overrides().keySet());
        action.getItems().setAll(actions);
        String last = user.summary().lastAction();
        if (last != null && actions.contains(last)) {
            action.setValue(last);
        } else if (!actions.isEmpty()) {
            action.setValue(actions.first());
        }
    }

    private void start(@Nullable String chosen) {
        Long present = chosen == null ? null : user.overrides().get(chosen);
        limit.setText(present == null ? "" : present.toString());
        check();
    }

    private void check() {
        String chosen = action.getValue();
        boolean mine = own.valueProperty().get();
        Ui.show(limitField, mine);
        Policy policy = chosen == null ? null : policies.policy(chosen);
        window.setText(
                policy == null
                        ? ""
                        : text(
                                "act.limit.window",
                                Durations.words(policy.limit().windowMs())));
        String wrong = problem(chosen, mine);
        boolean silent = mine && limit.getText().isBlank() && chosen != null;
        problem.say(silent ? "" : wrong);
        dialog.confirm.setText(text(mine ? "act.limit.confirm" : "act.limit.remove", target.name()));
        dialog.effect.setText(chosen == null ? text("act.limit.none") : effect(chosen, mine));
        dialog.effect.setMinHeight(Region.USE_PREF_SIZE);
        dialog.valid(wrong.isEmpty());
    }

    private String effect(String chosen, boolean mine) {
        Policy policy = policies.policy(chosen);
        Long present = user.overrides().get(chosen);
        String now = present == null ? "" : " " + text("act.limit.now", target.name(), Figures.count(present));
        if (policy == null) {
            return text("act.limit.noPolicy", chosen) + now;
        }
        String window = Durations.words(policy.limit().windowMs());
        String normal = Figures.count(policy.limit().limit());
        return text(mine ? "act.limit.effect" : "act.limit.back", target.name(), chosen, community, normal, window)
                + now;
    }

    private String problem(@Nullable String chosen, boolean mine) {
        if (chosen == null) {
            return text("act.limit.none");
        }
        Long present = user.overrides().get(chosen);
        if (!mine) {
            return present == null ? text("act.limit.hasNone", target.name(), chosen) : "";
        }
        Long wanted = number();
        if (wanted == null) {
            return text("act.limit.wrong", Figures.count(most(chosen)));
        }
        return present != null && present.equals(wanted)
                ? text("act.limit.same", target.name(), Figures.count(present))
                : "";
    }

    /** Null to take the own limit away, and where what is written is no limit. */
    private @Nullable Long number() {
        String digits = limit.getText().strip();
        if (!own.valueProperty().get() || !digits.matches("[0-9]{1,10}")) {
            return null;
        }
        long number = Long.parseLong(digits);
        return number < 1 || number > most(action.getValue()) ? null : (Long) number;
    }

    /** What the policy's strategy can count: a larger one would be cut to it. */
    private long most(@Nullable String chosen) {
        Policy policy = chosen == null ? null : policies.policy(chosen);
        boolean sliding = policy != null && policy.limit().strategy() == Strategy.SLIDING_WINDOW;
        return sliding ? Limit.MAX_SLIDING_LIMIT : Limit.MAX_LIMIT;
    }
}
