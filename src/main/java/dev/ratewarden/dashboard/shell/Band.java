package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A line across the window: what is wrong, what that means, and what can be done. Words that are too long take another line; where there
 * is no room beside them, so does what can be done.
 */
class Band extends HBox {

    private static final double LEAST_BESIDE = 620;
    private static final double LEAST_HEIGHT = 44;

    private final Label title = Ui.label("", "strong");
    private final Label words = Ui.label("");
    private final HBox ways = Ui.row(12);
    private final VBox body = new VBox(6, words);

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
        ways.setMinWidth(USE_PREF_SIZE);
        body.setAlignment(Pos.CENTER_LEFT);
        body.setMinWidth(0);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(Ui.icon(icon), title, body, ways);
    }

    /** @param offered what can be done */
    final void ways(Node... offered) {
        ways.getChildren().addAll(offered);
    }

    final void say(String shortly, String meaning) {
        title.setText(shortly);
        words.setText(meaning);
    }

    /** Never less than its words need: it is the page below that gives way. */
    @Override
    protected double computeMinHeight(double width) {
        return prefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(LEAST_HEIGHT, super.computePrefHeight(width));
    }

    /** @param width how much of it can be seen */
    final void room(double width) {
        setMaxWidth(width);
        boolean beside = width >= LEAST_BESIDE;
        if (beside != getChildren().contains(ways)) {
            (beside ? body : this).getChildren().remove(ways);
            (beside ? this : body).getChildren().add(ways);
        }
    }
}
