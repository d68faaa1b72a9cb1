package dev.ratewarden.dashboard.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * The keyboard's ways to what the mouse can do. While a dialog is open only its own keys work, and those that change nothing but how the
 * window looks. The cheat sheet is made of what is registered here. For the FX thread.
 */
final class Shortcuts {

    private final Scene scene;
    private final ModalLayer modal;
    private final List<Shortcut> window = new ArrayList<>();
    private final List<Shortcut> community = new ArrayList<>();
    private final Map<String, Runnable> typed = new HashMap<>();

    Shortcuts(Scene scene, ModalLayer modal) {
        this.scene = scene;
        this.modal = modal;
        scene.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            Runnable command = typed.get(event.getCharacter());
            if (command != null && !(scene.getFocusOwner() instanceof TextInputControl)) {
                command.run();
                event.consume();
            }
        });
    }

    /** Those that work whatever the window shows. */
    void ofWindow(List<Shortcut> now) {
        window.clear();
        window.addAll(now);
        install();
    }

    /** Those of the community that is shown, in place of the last one's. */
    void ofCommunity(List<Shortcut> now) {
        community.clear();
        community.addAll(now);
        install();
    }

    List<Shortcut> all() {
        return Stream.concat(community.stream(), window.stream()).toList();
    }

    /** Such as {@code Ctrl K}; empty if nothing of that id is registered. */
    String told(String id) {
        return all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .map(Shortcut::told)
                .orElse("");
    }

    private void install() {
        scene.getAccelerators().clear();
        typed.clear();
        for (Shortcut each : all()) {
            Runnable command = () -> {
                if (each.overDialogs() || !modal.isOpen()) {
                    each.run().run();
                }
            };
            for (String keys : each.keys()) {
                if (Shortcut.typed(keys)) {
                    typed.put(keys, command);
                } else {
                    scene.getAccelerators().put(KeyCombination.valueOf(keys), command);
                }
            }
        }
    }

    /** Presses the button of that id, if it is there and can be pressed. */
    static Runnable press(Function<String, @Nullable Node> lookup, String id) {
        return () -> {
            Node node = lookup.apply("#" + id);
            if (node instanceof Button button && button.isVisible() && !button.isDisabled()) {
                button.fire();
            }
        };
    }
}
