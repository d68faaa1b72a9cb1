package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;

/** Asks what the next moderator should know of a user. Enter is a new line here, and so confirms nothing. */
final class NoteDialog {

    private static final int MOST = 500;

    private final Target target;
    private final String before;
    private final TextArea note = new TextArea();
    private final Label count = Ui.label("", "muted", "small");
    final Dialog dialog;

    NoteDialog(UserDetail user, Times times, Consumer<Command> submit, Runnable close) {
        target = Target.of(user);
        Note present = user.note();
        before = present == null ? "" : present.text();
        dialog = new Dialog(
                text("act.note.confirm", target.name()),
                "primary",
                reason -> submit.accept(new Command.WriteNote(target, written())),
                close);
        dialog.title.setText(text("act.note.title", target.name()));
        dialog.effect.setText(
                present == null
                        ? text("act.note.effect")
                        : text(
                                "act.note.effect.by",
                                Text.visible(present.operator()),
                                times.at(present.atMs(), user.nowMs())));
        note.setId("dialog-note");
        note.setText(before);
        note.setWrapText(true);
        note.setPrefRowCount(5);
        Ui.leaveByTab(note);
        Ui.confirmBy(note, dialog.confirm);
        count.setId("dialog-problem");
        count.setWrapText(true);
        VBox field = Dialog.field(text("act.note.label"), note);
        field.getChildren().add(count);
        dialog.replaceReason(field, note);
        note.textProperty().addListener((o, was, now) -> check());
        check();
    }

    private String written() {
        return note.getText()
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\t', ' ')
                .strip();
    }

    private void check() {
        String now = written();
        String wrong = problem(now);
        int length = now.codePointCount(0, now.length());
        count.setText(wrong.isEmpty() ? text("act.note.count", Figures.count(length), Figures.count(MOST)) : wrong);
        count.getStyleClass().removeAll("muted", "danger-words");
        count.getStyleClass().add(wrong.isEmpty() ? "muted" : "danger-words");
        boolean removes = now.isEmpty() && !before.isEmpty();
        dialog.confirm.setText(text(removes ? "act.note.remove" : "act.note.confirm", target.name()));
        dialog.valid(wrong.isEmpty() && !now.equals(before));
    }

    private static String problem(String now) {
        int length = now.codePointCount(0, now.length());
        if (length > MOST) {
            return text("act.note.long", Figures.count(MOST), Figures.count(length));
        }
        try {
            new ModeratorAction.Note(now);
            return "";
        } catch (InvalidRequestException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
