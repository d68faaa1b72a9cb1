package dev.ratewarden.dashboard.parts;

import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;

/** Tooltips of what is filled once a second, such as cells: a new one each time would be most of the work. */
public final class Tips {

    private Tips() {}

    /** @param words empty for none */
    public static void set(Control control, String words) {
        Tooltip shown = control.getTooltip();
        if (words.isEmpty()) {
            control.setTooltip(null);
        } else if (shown == null) {
            control.setTooltip(new Tooltip(words));
        } else {
            shown.setText(words);
        }
    }
}
