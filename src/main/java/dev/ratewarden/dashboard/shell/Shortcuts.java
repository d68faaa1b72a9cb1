package dev.ratewarden.dashboard.shell;

import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCombination;

/** The keyboard's ways to what the mouse can do. Nothing but dialogs' own keys works while a dialog is open. */
final class Shortcuts {

    private Shortcuts() {}

    /** @param commands what each combination, such as {@code Shortcut+K}, does */
    static void install(Scene scene, ModalLayer modal, Map<String, Runnable> commands) {
        commands.forEach((keys, command) -> scene.getAccelerators().put(KeyCombination.valueOf(keys), () -> {
            if (!modal.isOpen()) {
                command.run();
            }
        }));
    }

    /** Presses the button of that id, if it is there and can be pressed. */
    static Runnable press(Scene scene, String id) {
        return () -> {
            Node node = scene.lookup("#" + id);
            if (node instanceof Button button && button.isVisible() && !button.isDisabled()) {
                button.fire();
            }
        };
    }
}
