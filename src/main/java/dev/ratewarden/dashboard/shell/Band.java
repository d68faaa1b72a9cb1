package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** A line across the window: what is wrong, what that means, and what can be done. Words that are too long take another line. */
class Band extends HBox {

    private final Label title = Ui.label("", "strong");
    private final Label words = Ui.label("");

    /** @param id names it, and begins the names of its words */
    Band(String id, String icon) {
        super(12);
        setId(id + "-banner");
        getStyleClass().add("band");
        title.setId(id + "-title");
        title.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        words.setId(id + "-words");
        words.setWrapText(true);
        words.setMinSize(0, USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(Ui.icon(icon), title, words);
    }

    /** @param ways what can be done, at the right */
    final void ways(Node... ways) {
        getChildren().addAll(ways);
    }

    final void say(String shortly, String meaning) {
        title.setText(shortly);
        words.setText(meaning);
    }
}
