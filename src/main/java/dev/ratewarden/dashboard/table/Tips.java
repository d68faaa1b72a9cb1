package dev.ratewarden.dashboard.table;

import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;

/** Tooltips of cells, which are filled once a second: a new one each time would be most of the work. */
final class Tips {

    private Tips() {}

    /** @param words empty for none */
    static void set(Control control, String words) {
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
