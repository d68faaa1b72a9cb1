package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.moderation.UserDetail;
import javafx.scene.control.TextArea;

/** Shows what the user may be told, to be copied; it can be changed before that. */
final class MessageDialog {

    private final TextArea message = new TextArea();
    final Dialog dialog;

    MessageDialog(UserDetail user, String community, Times times, Runnable close) {
        String name = Names.of(user.summary());
        dialog = new Dialog(text("act.message.confirm", name), "primary", nothing -> copy(), close);
        dialog.title.setText(text("act.message.title", name));
        dialog.effect.setText(text("act.message.effect"));
        message.setId("dialog-message");
        message.setText(times.explanations().toUser(user, community));
        message.setWrapText(true);
        message.setPrefRowCount(6);
        dialog.replaceReason(Dialog.field(text("act.message.label"), message), dialog.confirm);
    }

    private void copy() {
        Copy.words(message.getText());
    }
}
