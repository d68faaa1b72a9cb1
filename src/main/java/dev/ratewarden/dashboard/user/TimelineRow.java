package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One entry of the timeline: a dot for a violation, a hollow square for a moderator's action. */
final class TimelineRow extends HBox {

    private final String words;
    private @Nullable Button toggle;

    /** @param full with the figures of the limit */
    TimelineRow(HistoryEntry entry, Times times, boolean full) {
        getStyleClass().add("timeline-row");
        boolean byModerator = entry.kind() != HistoryEntry.Kind.VIOLATION;
        if (entry.isVoid()) {
            getStyleClass().add("void");
        }
        Label when = Ui.label(entry.when(), "muted", "small");
        when.setMinWidth(USE_PREF_SIZE);
        Ui.tip(when, times.full(entry.atMs()));
        Label title = Ui.label(entry.title(), "small", byModerator ? "strong" : "entry-action");
        title.setMinWidth(0);
        title.setWrapText(true);
        this.words = entry.when() + ", " + entry.title() + ", " + entry.words();
        VBox words = Ui.column(2, Ui.row(8, when, title));
        add(words, entry.words(), "small");
        if (full) {
            add(words, entry.figures(), "tiny");
        }
        if (entry.kind() == HistoryEntry.Kind.RESET) {
            words.getStyleClass().add("reset-line");
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(marker(byModerator), words);
        Ui.spoken(this, this.words);
    }

    /** With a button that shows or hides the single entries below it. */
    void foldable(boolean open, Runnable turn) {
        Button button = Ui.iconButton(
                "timeline-fold",
                Ui.icon(open ? "fth-chevron-down" : "fth-chevron-right", "muted"),
                text(open ? "history.fold" : "history.unfold", words),
                turn,
                "flat",
                "small-target",
                "timeline-fold");
        toggle = button;
        getChildren().add(button);
        setOnMouseClicked(e -> turn.run());
    }

    void focusToggle() {
        if (toggle != null) {
            toggle.requestFocus();
        }
    }

    private static void add(VBox words, String text, String size) {
        if (!text.isEmpty()) {
            Label label = Ui.label(text, "muted", size);
            label.setWrapText(true);
            words.getChildren().add(label);
        }
    }

    private static StackPane marker(boolean byModerator) {
        Region line = new Region();
        line.getStyleClass().add("timeline-line");
        line.setMaxWidth(1);
        Region dot = new Region();
        dot.getStyleClass().add(byModerator ? "marker-moderator" : "marker-violation");
        StackPane marker = new StackPane(line, dot);
        marker.getStyleClass().add("timeline-marker");
        marker.setAlignment(Pos.TOP_CENTER);
        return marker;
    }
}
