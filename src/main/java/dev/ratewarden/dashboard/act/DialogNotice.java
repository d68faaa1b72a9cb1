package dev.ratewarden.dashboard.act;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.control.Label;

/** Something in a dialog that must not be overlooked; takes no room while there is nothing to say. */
final class DialogNotice extends Label {

    DialogNotice(String id) {
        setId(id);
        getStyleClass().add("danger-words");
        setWrapText(true);
        setMinHeight(USE_PREF_SIZE);
        say("");
    }

    void say(String words) {
        setText(words);
        Ui.show(this, !words.isEmpty());
    }
}
