package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Actions;
import dev.ratewarden.dashboard.act.Command;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Reset, history, ban or unban, and more, and why they cannot be pressed when they cannot. */
final class ActionBar extends VBox {

    private final Button reset;
    private final Button history;
    private final Button ban;
    private final Button unban;
    private final MoreMenu more;
    private final Label reason = Ui.label("", "muted", "tiny");
    private @Nullable UserDetail user;

    ActionBar(DetailViewModel model, Actions actions, Permit permit) {
        super(4);
        getStyleClass().add("action-bar");
        reset = Ui.button("reset-button", text("action.reset"), () -> with(actions::reset));
        history = Ui.button("history-button", text("action.history"), () -> with(actions::history));
        ban = Ui.button("ban-button", text("action.ban"), () -> with(actions::ban), "danger");
        unban = Ui.button("unban-button", text("action.unban"), () -> with(actions::unban));
        reason.setId("actions-reason");
        reason.setWrapText(true);
        reason.setMinHeight(USE_PREF_SIZE);
        var blocked = permit.allowed().not().or(Bindings.isNotNull(model.runningProperty()));
        reset.disableProperty().bind(blocked);
        ban.disableProperty().bind(blocked);
        unban.disableProperty().bind(blocked);
        reason.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> reason(model.runningProperty().get(), permit.why().get()),
                        model.runningProperty(),
                        permit.why()));
        reason.managedProperty().bind(reason.textProperty().isNotEmpty());
        more = new MoreMenu(model.handover(), actions, blocked);
        List.of(reset, ban, unban).forEach(this::keepFocus);
        HBox buttons = Ui.row(6, reset, history, ban, unban, more);
        Ui.show(unban, false);
        getChildren().addAll(buttons, reason);
    }

    void show(UserDetail now) {
        user = now;
        more.show(now);
        boolean banned = now.summary().ban() != null;
        Ui.show(ban, !banned);
        Ui.show(unban, banned);
    }

    /**
     * What cannot be pressed while an action runs, or has gone after it, hands the focus to what changes nothing: the next button would be
     * the one that takes the action back, and get the keys of somebody who types on.
     */
    private void keepFocus(Button button) {
        InvalidationListener lost = o -> {
            if (button.isFocused() && (button.isDisabled() || !button.isVisible())) {
                history.requestFocus();
            }
        };
        button.disabledProperty().addListener(lost);
        button.visibleProperty().addListener(lost);
    }

    private void with(Consumer<UserDetail> action) {
        if (user != null) {
            action.accept(user);
        }
    }

    private static String reason(@Nullable Command running, String forbidden) {
        return switch (running) {
            case null -> forbidden;
            case Command.Reset r -> text("action.running.reset");
            case Command.BanUser b -> text("action.running.ban");
            case Command.Unban u -> text("action.running.unban");
            case Command.Exempt e -> text("act.exempt.running");
            case Command.Unexempt u -> text("act.unexempt.running");
            case Command.WriteNote n -> text("act.note.running");
            case Command.OwnLimit o -> text("act.limit.running");
            case Command.Forget f -> text("act.forget.running");
            case Command.Undo u -> text("action.running.undo");
        };
    }
}
