package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.moderation.UserDetail;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What happened to the user and what moderators did, newest first, by the minute. What a reset made void is grey. */
final class Timeline extends VBox {

    /** The pane shows the latest; View History shows all. */
    private static final int MOST = 30;

    private final Times times;
    private final FilterBar filters = new FilterBar("timeline-filter");
    private final VBox entries = new VBox();
    private final Label more = Ui.label("", "muted", "small");
    private final Label none = Ui.label("", "muted");
    private final Set<String> open = new HashSet<>();
    private List<HistoryLines.Line> shown = List.of();
    private @Nullable UserDetail user;

    Timeline(Times times) {
        super(6);
        this.times = times;
        setId("timeline");
        more.setId("timeline-more");
        more.setWrapText(true);
        entries.setId("timeline-entries");
        getChildren()
                .addAll(Ui.row(8, Ui.label(text("detail.history"), "strong"), Ui.spring(), filters), entries, more);
        filters.filterProperty().addListener((o, before, now) -> show());
        Ui.show(more, false);
    }

    void show(UserDetail detail) {
        if (user == null || !user.summary().id().equals(detail.summary().id())) {
            open.clear();
            filters.filterProperty().set(HistoryFilter.NONE);
        }
        user = detail;
        filters.show(HistoryFilter.places(detail));
        Ui.show(filters, !detail.history().isEmpty() || !detail.audit().isEmpty());
        show();
    }

    private void show() {
        UserDetail detail = user;
        if (detail == null) {
            return;
        }
        List<HistoryEntry> all = HistoryEntry.of(detail, times);
        List<HistoryGroup> groups =
                HistoryGroup.of(filters.filterProperty().get().of(all));
        List<HistoryGroup> latest = groups.subList(0, Math.min(MOST, groups.size()));
        int left = groups.size() - latest.size();
        more.setText(left == 0 ? "" : text("history.more", Figures.count(left)));
        Ui.show(more, left > 0);
        draw(HistoryLines.of(latest, open));
        if (latest.isEmpty()) {
            none.setText(text(all.isEmpty() ? "detail.history.none" : "history.filtered"));
            if (!entries.getChildren().contains(none)) {
                entries.getChildren().setAll(none);
            }
        }
    }

    /** Only when something changed: a line that has the focus keeps it. */
    private void draw(List<HistoryLines.Line> lines) {
        if (shown.equals(lines)) {
            return;
        }
        shown = List.copyOf(lines);
        String focused = focusedKey();
        entries.getChildren().setAll(lines.stream().map(this::row).toList());
        if (focused != null) {
            entries.getChildren().stream()
                    .filter(row -> focused.equals(row.getUserData()))
                    .findFirst()
                    .ifPresent(row -> ((TimelineRow) row).focusToggle());
        }
    }

    private TimelineRow row(HistoryLines.Line line) {
        TimelineRow row = new TimelineRow(line.entry(), times, line.isPart());
        if (line.isPart()) {
            row.getStyleClass().add("part");
        }
        if (!line.key().isEmpty()) {
            row.setUserData(line.key());
            row.foldable(line.isOpen(), () -> turn(line.key()));
        }
        return row;
    }

    private @Nullable String focusedKey() {
        for (Node row : entries.getChildren()) {
            if (row.isFocusWithin() && row.getUserData() instanceof String key) {
                return key;
            }
        }
        return null;
    }

    private void turn(String key) {
        if (!open.remove(key)) {
            open.add(key);
        }
        show();
    }
}
