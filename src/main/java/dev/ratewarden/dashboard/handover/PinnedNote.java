package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Note;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** The note that is pinned for all moderators, in one line. */
final class PinnedNote extends HBox {

    private final Times times;
    private final Label words = Ui.label("");
    private final Label author = Ui.label("", "muted", "small");
    private final Tooltip whole = new Tooltip();
    private final Tooltip when = new Tooltip();
    private final ReadOnlyBooleanWrapper pinned = new ReadOnlyBooleanWrapper();

    /** @param edit opens the dialog */
    PinnedNote(HandoverViewModel model, Times times, Runnable edit) {
        super(8);
        this.times = times;
        setId("pinned-note");
        getStyleClass().addAll("handover-line", "pinned");
        words.setId("pinned-words");
        words.setMinWidth(0);
        words.setTooltip(whole);
        whole.setWrapText(true);
        whole.setMaxWidth(480);
        author.setId("pinned-author");
        author.setMinWidth(USE_PREF_SIZE);
        author.setTooltip(when);
        Button change = Ui.button("pin-edit", text("pin.edit"), edit, "link");
        getChildren().addAll(Ui.icon("fth-bookmark", "muted"), words, author, Ui.spring(), change);
        model.handoverProperty().addListener((o, before, now) -> show(now));
        show(model.handoverProperty().get());
    }

    /** Whether there is one. */
    ReadOnlyBooleanProperty pinnedProperty() {
        return pinned.getReadOnlyProperty();
    }

    private void show(Handover handover) {
        Note note = handover.pinned();
        pinned.set(note != null);
        if (note != null) {
            words.setText(oneLine(note.text()));
            whole.setText(lines(note.text()));
            author.setText(text("pin.author", Text.visible(note.operator()), times.at(note.atMs(), handover.nowMs())));
            when.setText(times.full(note.atMs()));
        }
    }

    /** Line breaks stay visible. */
    static String oneLine(String text) {
        return Text.visible(String.join(" ↵ ", text.lines().toList()));
    }

    /** As it was written, and what hides is shown. */
    static String lines(String text) {
        return String.join("\n", text.lines().map(Text::visible).toList());
    }
}
