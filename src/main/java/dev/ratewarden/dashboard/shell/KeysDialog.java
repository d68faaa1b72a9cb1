package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** The cheat sheet of the keyboard. */
final class KeysDialog extends VBox {

    private static final List<String> KEYS =
            List.of("search", "refresh", "pause", "reset", "history", "ban", "undo", "theme", "help", "close");

    final Button close;

    KeysDialog(Runnable onClose) {
        super(16);
        setId("keys-dialog");
        getStyleClass().add("dialog");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        GridPane keys = new GridPane(24, 8);
        for (String key : KEYS) {
            keys.addRow(
                    keys.getRowCount(), Ui.label(text("keys." + key + ".key"), "key"), Ui.label(text("keys." + key)));
        }
        close = Ui.button("keys-close", text("keys.done"), onClose);
        getChildren().addAll(Ui.label(text("keys.title"), "name"), keys, Ui.row(0, Ui.spring(), close));
    }
}
