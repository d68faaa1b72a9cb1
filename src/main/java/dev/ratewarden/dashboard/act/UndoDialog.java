package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.AuditEntry;
import java.util.Locale;
import javafx.scene.control.Label;

/** Asks before an entry of the audit trail is taken back. It stays with the entry for which it was opened. */
public final class UndoDialog {

    private UndoDialog() {}

    /**
     * Shows the question.
     *
     * @param entry to be taken back; on a user
     * @param user whom it concerned; its revision does not matter, since an undo holds only while it is the latest action
     * @param sentence what was done
     * @param permit to act on users
     */
    public static void ask(
            AuditEntry entry,
            Target user,
            String sentence,
            Permit permit,
            ActionDialogs.Stagehand stage,
            Commands commands) {
        Dialog dialog = new Dialog(
                text("activity.undo.confirm"),
                "primary",
                reason -> commands.submit(new Command.Undo(user, entry, reason)),
                stage::close);
        dialog.title.setText(text("activity.undo.title", user.apart()));
        dialog.effect.setText(text("activity.undo.effect." + entry.type().name().toLowerCase(Locale.ROOT), user.name())
                + " "
                + text("activity.undo.effect"));
        Label done = Ui.label(sentence, "undo-sentence");
        done.setId("dialog-sentence");
        done.setWrapText(true);
        done.setMaxWidth(Double.MAX_VALUE);
        done.setMinHeight(Label.USE_PREF_SIZE);
        dialog.add(done);
        stage.dialog(dialog, dialog.first());
        // Without a scene it was not shown, since another one is open, and would never let go of the permit.
        if (dialog.getScene() != null) {
            dialog.watch(permit);
        }
    }
}
