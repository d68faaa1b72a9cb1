package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One entry of the timeline: a dot for a violation, a hollow square for a moderator's action. */
final class TimelineRow extends HBox {

    TimelineRow(HistoryEntry entry, Times times) {
        getStyleClass().add("timeline-row");
        if (entry.isVoid()) {
            getStyleClass().add("void");
        }
        Label when = Ui.label(entry.when(), "muted", "small");
        when.setMinWidth(USE_PREF_SIZE);
        Ui.tip(when, times.full(entry.atMs()));
        Label title = Ui.label(entry.title(), "small", entry.byModerator() ? "strong" : "entry-action");
        title.setMinWidth(0);
        VBox words = Ui.column(2, Ui.row(8, when, title));
        if (!entry.words().isEmpty()) {
            Label what = Ui.label(entry.words(), "muted", "small");
            what.setWrapText(true);
            words.getChildren().add(what);
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(marker(entry.byModerator()), words);
        Ui.spoken(this, entry.when() + ", " + entry.title() + ", " + entry.words());
    }

    private static StackPane marker(boolean byModerator) {
        Region line = new Region();
        line.getStyleClass().add("timeline-line");
        line.setMaxWidth(1);
        Region dot = new Region();
        dot.getStyleClass().add(byModerator ? "marker-moderator" : "marker-violation");
        StackPane marker = new StackPane(line, dot);
        marker.getStyleClass().add("timeline-marker");
        marker.setAlignment(javafx.geometry.Pos.TOP_CENTER);
        return marker;
    }
}
