package dev.ratewarden.dashboard.shell;

import java.util.List;
import javafx.scene.input.KeyCombination;

/**
 * A way by the keyboard to what the mouse can do.
 *
 * @param id what it does; the cheat sheet's words are at {@code keys.} and this, unless {@code words} says them
 * @param words for the cheat sheet
 * @param overDialogs whether it works while a dialog is open
 * @param keys combinations such as {@code Shortcut+K}, or one character such as {@code ?}; the first is the one that is told
 */
record Shortcut(String id, Group group, String words, boolean overDialogs, List<String> keys, Runnable run) {

    /** Where it stands in the cheat sheet. */
    enum Group {
        GO,
        USER,
        WINDOW
    }

    /** As people read it, such as {@code Ctrl K}. */
    String told() {
        return told(keys.getFirst());
    }

    /** Whether it is a character that is typed rather than a combination that is pressed. */
    static boolean typed(String keys) {
        return keys.length() == 1 && !Character.isLetterOrDigit(keys.charAt(0));
    }

    static String told(String keys) {
        // The last plus may be the key itself.
        return typed(keys)
                ? keys
                : KeyCombination.valueOf(keys).getDisplayText().replaceAll("\\+(?=.)", " ");
    }
}
