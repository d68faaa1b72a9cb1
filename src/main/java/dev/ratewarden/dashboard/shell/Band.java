package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * A line across the window: what is wrong, what that means, and what can be done. Words that are too long take another line; where there
 * is no room beside them, so does what can be done.
 */
class Band extends VBox {

    private static final double LEAST_BESIDE = 620;
    private static final double LEAST_HEIGHT = 44;
    private static final double GAP = 12;

    private final Label title = Ui.label("", "strong");
    private final Label words = Ui.label("");
    private final HBox beside = Ui.row(GAP);
    private final FlowPane below = new FlowPane(GAP, GAP / 2);
    private List<Node> offered = List.of();
    private boolean narrow;

    /** @param id names it, and begins the names of its words */
    Band(String id, String icon) {
        super(GAP / 2);
        setId(id + "-banner");
        getStyleClass().add("band");
        title.setId(id + "-title");
        title.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        words.setId(id + "-words");
        words.setWrapText(true);
        words.setMinSize(0, USE_PREF_SIZE);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        beside.setMinWidth(USE_PREF_SIZE);
        below.setAlignment(Pos.CENTER_LEFT);
        below.setMinWidth(0);
        HBox line = Ui.row(GAP, Ui.icon(icon), title, words, beside);
        line.setMinWidth(0);
        getChildren().add(line);
    }

    /** @param ways what can be done */
    final void ways(Node... ways) {
        offered = List.of(ways);
        beside.getChildren().setAll(offered);
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
        if (narrow != width < LEAST_BESIDE) {
            narrow = !narrow;
            beside.getChildren().clear();
            below.getChildren().clear();
            (narrow ? below : beside).getChildren().setAll(offered);
            getChildren().remove(below);
            if (narrow) {
                getChildren().add(below);
            }
        }
    }
}
