package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Everything that is kept of one user, as it was when the drawer opened. */
public final class HistoryDrawer extends VBox {

    private static final double WIDTH = 560;

    private final ListView<HistoryEntry> list = new ListView<>();

    public HistoryDrawer(UserDetail user, Times times, Runnable close) {
        super(12);
        setId("history-drawer");
        getStyleClass().add("drawer");
        setMinWidth(WIDTH);
        setMaxWidth(WIDTH);
        Button shut = Ui.iconButton("history-close", Ui.icon("fth-x"), text("history.close"), close, "flat");
        HBox head = Ui.row(
                8,
                Ui.label(text("history.title", Names.of(user.summary())), "name"),
                Ui.label(Names.hasName(user.summary()) ? Names.id(user.summary()) : "", "mono", "muted"),
                Ui.spring(),
                shut);
        List<HistoryEntry> entries = HistoryEntry.of(user, times);
        list.setId("history-list");
        list.setAccessibleText(text("history.title", Names.of(user.summary())));
        list.getItems().setAll(entries);
        list.setCellFactory(l -> new Row(times));
        list.setPlaceholder(Ui.label(text("detail.history.none"), "muted"));
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(head, Ui.label(summary(user), "muted"), list);
    }

    /** What gets the focus. */
    public Node list() {
        return list;
    }

    private static String summary(UserDetail user) {
        long ever = user.summary().violations();
        int kept = user.history().size();
        int acts = user.audit().size();
        String counted = text(ever == 1 ? "history.violation" : "history.violations", Figures.count(ever)) + ", "
                + text(acts == 1 ? "history.act" : "history.acts", Figures.count(acts)) + ".";
        return kept < ever ? counted + " " + text("history.cut", Figures.count(kept)) : counted;
    }

    private static final class Row extends ListCell<HistoryEntry> {
        private static final double SCROLL_BAR = 10;

        private final Times times;

        Row(Times times) {
            this.times = times;
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable HistoryEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setGraphic(empty || entry == null ? null : new TimelineRow(entry, times, true));
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
}
