package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.UserDetail;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;

/** What happened to the user and what moderators did, newest first. What a reset made void is grey. */
final class Timeline extends VBox {

    /** The pane shows the latest; View History shows all. */
    private static final int MOST = 30;

    private final Times times;
    private final VBox entries = new VBox();
    private List<HistoryEntry> shown = List.of();

    Timeline(Times times) {
        super(6);
        this.times = times;
        setId("timeline");
        getChildren().addAll(Ui.label(text("detail.history"), "strong"), entries);
    }

    void show(UserDetail detail) {
        List<HistoryEntry> all = HistoryEntry.of(detail, times);
        List<HistoryEntry> latest = new ArrayList<>(all.subList(0, Math.min(MOST, all.size())));
        if (shown.equals(latest)) {
            return;
        }
        shown = latest;
        entries.getChildren()
                .setAll(latest.stream()
                        .map(entry -> new TimelineRow(entry, times, false))
                        .toList());
        if (latest.isEmpty()) {
            entries.getChildren().add(Ui.label(text("detail.history.none"), "muted"));
        }
    }
}
