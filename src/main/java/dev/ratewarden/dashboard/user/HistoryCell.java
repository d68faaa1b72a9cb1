package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.Times;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import org.jspecify.annotations.Nullable;

/** One line of the whole history. */
final class HistoryCell extends ListCell<HistoryLines.Line> {

    private static final double SCROLL_BAR = 10;

    private final Times times;
    private final Consumer<HistoryLines.Line> turn;

    HistoryCell(Times times, Consumer<HistoryLines.Line> turn) {
        this.times = times;
        this.turn = turn;
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(HistoryLines.@Nullable Line line, boolean empty) {
        super.updateItem(line, empty);
        if (empty || line == null) {
            setGraphic(null);
            return;
        }
        TimelineRow row = new TimelineRow(line.entry(), times, true);
        if (line.isPart()) {
            row.getStyleClass().add("part");
        }
        if (!line.key().isEmpty()) {
            row.foldable(line.isOpen(), () -> turn.accept(line));
        }
        setGraphic(row);
    }

    /** As high as the words need at the list's width: by itself a cell measures them on one line. */
    @Override
    protected double computePrefHeight(double width) {
        Node row = getGraphic();
        if (row == null) {
            return super.computePrefHeight(width);
        }
        double room = getListView().getWidth() - snappedLeftInset() - snappedRightInset() - SCROLL_BAR;
        return snappedTopInset() + snappedBottomInset() + Math.ceil(row.prefHeight(room));
    }
}
