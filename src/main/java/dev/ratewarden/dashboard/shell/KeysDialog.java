package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The cheat sheet of the keyboard, made of the shortcuts that are registered. */
final class KeysDialog extends VBox {

    final Button close;

    KeysDialog(List<Shortcut> shortcuts, Runnable onClose) {
        super(16);
        setId("keys-dialog");
        getStyleClass().add("dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(text("keys.title"));
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close = Ui.button("keys-close", text("keys.done"), onClose, "primary");
        HBox columns = new HBox(
                32,
                Ui.column(16, group(shortcuts, Shortcut.Group.GO), group(shortcuts, Shortcut.Group.USER)),
                Ui.column(16, group(shortcuts, Shortcut.Group.WINDOW), everywhere()));
        getChildren().addAll(Ui.label(text("keys.title"), "name"), columns, Ui.row(0, Ui.spring(), close));
    }

    private static Node group(List<Shortcut> shortcuts, Shortcut.Group group) {
        GridPane keys = grid();
        shortcuts.stream()
                .filter(each -> each.group() == group)
                .forEach(each -> row(
                        keys,
                        each.words(),
                        each.keys().stream()
                                .limit(Shortcut.typed(each.keys().getLast()) ? 2 : 1)
                                .map(Shortcut::told)
                                .toArray(String[]::new)));
        VBox named = named("keys.group." + group.name().toLowerCase(Locale.ROOT), keys);
        Ui.show(named, keys.getRowCount() > 0);
        return named;
    }

    /** What the toolkit's controls and this window's dialogs do by themselves. */
    private static Node everywhere() {
        GridPane keys = grid();
        row(keys, text("keys.next"), "Tab");
        row(keys, text("keys.previous"), "Shift Tab");
        row(keys, text("keys.choose"), "↑", "↓");
        row(keys, text("keys.press"), "Space");
        row(keys, text("keys.close"), "Esc");
        return named("keys.group.everywhere", keys);
    }

    private static VBox named(String key, Node keys) {
        VBox group = Ui.column(8, Ui.label(text(key), "muted", "small", "medium"), keys);
        group.setMinWidth(USE_PREF_SIZE);
        return group;
    }

    private static GridPane grid() {
        return new GridPane(16, 6);
    }

    private static void row(GridPane grid, String words, String... keys) {
        HBox pressed = Ui.row(4);
        for (String key : keys) {
            pressed.getChildren().add(Ui.label(key, "key"));
        }
        pressed.setMinWidth(88);
        GridPane.setHalignment(pressed, HPos.LEFT);
        grid.addRow(grid.getRowCount(), pressed, Ui.label(words));
    }
}
