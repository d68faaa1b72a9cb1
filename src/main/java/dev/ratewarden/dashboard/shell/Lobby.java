package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What the window shows while no community is open. */
final class Lobby extends VBox {

    private final Label words = Ui.label(text("lobby.opening"), "muted");

    Lobby() {
        super(12);
        setId("lobby");
        setAlignment(Pos.CENTER);
        words.setId("lobby-words");
        words.setWrapText(true);
        getChildren().addAll(Ui.label(text("app.name"), "name"), words);
    }

    void failed(String why) {
        words.setText(why);
    }
}
