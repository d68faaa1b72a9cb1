package dev.ratewarden.dashboard.charts;

import dev.ratewarden.dashboard.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A chart with its title, its span and a way to save it. */
final class ChartCard extends VBox {

    /** As high as a choice beside it, so that cards side by side have their titles on one line. */
    private static final double TITLE_HEIGHT = 26;

    private final Label below;
    private final Label note = Ui.label("", "muted");
    private final Node chart;

    /**
     * @param lead stands before the title; may be empty
     * @param save what the button does
     */
    ChartCard(String id, String title, Node[] lead, Node chart, String saveWords, Runnable save) {
        this.chart = chart;
        setId(id);
        getStyleClass().addAll("card", "chart-card");
        setMinSize(0, 0);
        below = Ui.label("", "muted", "small", "chart-below");
        below.setId(id + "-below");
        below.setMinWidth(0);
        below.setTooltip(new Tooltip());
        Label heading = Ui.label(title, "heading");
        heading.setMinWidth(0);
        HBox first = Ui.row(12, heading);
        first.getChildren().addAll(lead);
        first.setMinHeight(TITLE_HEIGHT);
        VBox words = Ui.column(1, first, below);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = Ui.row(8, words, Ui.iconButton(id + "-save", Ui.icon("fth-download"), saveWords, save));
        head.getStyleClass().addAll("card-head", "lead-head");
        note.setId(id + "-note");
        note.setWrapText(true);
        StackPane room = new StackPane(chart, note);
        StackPane.setAlignment(chart, Pos.TOP_LEFT);
        room.getStyleClass().add("chart-room");
        ScrollPane scroll = new ScrollPane(room);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        scroll.setMinHeight(0);
        getChildren().addAll(head, scroll);
    }

    /**
     * @param said below the title
     * @param instead in the chart's place; empty to show the chart
     */
    void tell(String said, String instead) {
        below.setText(said);
        below.getTooltip().setText(said);
        note.setText(instead);
        chart.setVisible(instead.isEmpty());
        Ui.show(note, !instead.isEmpty());
    }
}
