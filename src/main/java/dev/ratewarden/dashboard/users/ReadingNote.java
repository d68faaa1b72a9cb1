package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.util.Duration;

/** Says which user is being read before a dialog can ask; takes no room otherwise, nor while that takes but a moment. */
final class ReadingNote extends Label {

    private static final Duration PATIENCE = Duration.millis(250);

    private final PauseTransition pause = new PauseTransition(PATIENCE);

    ReadingNote() {
        setId("users-reading");
        getStyleClass().addAll("muted", "small");
        setMinWidth(0);
        pause.setOnFinished(e -> Ui.show(this, true));
        hide();
    }

    /** @param name as it may be shown */
    void show(String name) {
        setText(text("users.menu.reading", name));
        pause.playFromStart();
    }

    void hide() {
        pause.stop();
        Ui.show(this, false);
    }
}
