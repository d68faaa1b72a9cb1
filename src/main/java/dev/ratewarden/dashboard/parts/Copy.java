package dev.ratewarden.dashboard.parts;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Puts words into the desktop's clipboard. For the FX thread. */
public final class Copy {

    private Copy() {}

    public static void words(String words) {
        ClipboardContent content = new ClipboardContent();
        content.putString(words);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
