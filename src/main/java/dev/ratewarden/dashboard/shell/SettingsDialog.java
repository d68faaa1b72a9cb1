package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The page Settings, while there is no rail to open it by. */
final class SettingsDialog extends VBox {

    private static final double WIDTH = 720;
    private static final double HEIGHT = 520;

    SettingsDialog(PageView page, Runnable onClose) {
        super(0);
        setId("settings-dialog");
        getStyleClass().addAll("dialog", "settings-dialog");
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(text("page.settings"));
        setMaxSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        Node settings = page.node();
        VBox.setVgrow(settings, Priority.ALWAYS);
        getChildren()
                .addAll(
                        Ui.label(text("page.settings"), "name"),
                        settings,
                        Ui.row(0, Ui.spring(), Ui.button("settings-close", text("keys.done"), onClose, "primary")));
    }
}
