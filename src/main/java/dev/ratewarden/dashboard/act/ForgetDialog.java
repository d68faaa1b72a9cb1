package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.moderation.UserDetail;
import java.util.function.Consumer;
import javafx.scene.control.TextField;

/** Asks for the user's name to be written before everything about the user is removed for good. */
final class ForgetDialog {

    private final Target target;
    private final TextField name = new TextField();
    final Dialog dialog;

    ForgetDialog(UserDetail user, String community, Consumer<Command> submit, Runnable close) {
        target = Target.of(user);
        dialog = new Dialog(
                text("act.forget.confirm", target.name()),
                "danger",
                reason -> submit.accept(new Command.Forget(target, reason)),
                close);
        dialog.title.setText(text("act.forget.title", target.name()));
        dialog.effect.setText(text("act.forget.effect", target.name(), community));
        if (user.summary().ban() != null) {
            DialogNotice banned = new DialogNotice("dialog-banned");
            banned.say(text("act.forget.banned", target.name()));
            dialog.add(banned);
        }
        name.setId("dialog-name");
        name.setOnAction(e -> dialog.confirm.fire());
        name.textProperty().addListener((o, before, now) -> check());
        dialog.add(Dialog.field(text("act.forget.name", target.name()), name));
        dialog.first(name);
        check();
    }

    private void check() {
        String written = name.getText().strip();
        dialog.valid(written.equals(target.name().strip()) || written.equals(target.id()));
    }
}
