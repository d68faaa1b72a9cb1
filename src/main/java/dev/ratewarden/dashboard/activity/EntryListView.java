package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.activity.ActivityViewModel.Kind;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One list with what it says when it is empty, how far it reaches back, and the way up to what came meanwhile. */
final class EntryListView extends VBox {

    private static final int SKELETON_ROWS = 8;

    private final ActivityViewModel model;
    private final Kind kind;
    private final EntryList list;
    private final EntryTimes times;
    private final EntryTable table;
    private final Label span = Ui.label("", "muted", "small");
    private final Button older;
    private final Button pill;
    private final VBox skeleton = new VBox(18);
    private final VBox empty;
    private final Label emptyTitle = Ui.label("", "heading");
    private final Label emptyText = Ui.label("", "muted");
    private final Button clear;

    EntryListView(Kind kind, ActivityViewModel model, EntryTable table, EntryTimes times, Runnable loadOlder) {
        this.model = model;
        this.kind = kind;
        this.list = model.list(kind);
        this.times = times;
        this.table = table;
        String name = kind.name().toLowerCase(Locale.ROOT);
        span.setId("activity-reach-" + name);
        span.setMinWidth(0);
        older = Ui.button("activity-older-" + name, text("activity.older"), loadOlder, "link");
        older.visibleProperty().bind(model.completeProperty(kind).not().and(model.listedProperty()));
        pill = Ui.button("activity-pill-" + name, "", this::release, "pill");
        pill.setGraphic(Ui.icon("fth-arrow-up"));
        StackPane.setAlignment(pill, Pos.TOP_CENTER);
        clear = Ui.button(
                "activity-empty-clear-" + name,
                text("activity.clear"),
                () -> model.filterProperty().set(EntryFilter.NONE));
        empty = Ui.column(8, emptyTitle, emptyText, clear);
        empty.getStyleClass().add("empty-state");
        emptyText.setWrapText(true);
        skeleton.getStyleClass().add("table-skeleton");
        for (int i = 0; i < SKELETON_ROWS; i++) {
            Region bar = new Region();
            bar.getStyleClass().addAll("skeleton", "row-skeleton");
            skeleton.getChildren().add(bar);
        }
        StackPane stack = new StackPane(table, pill);
        stack.setMinSize(0, 0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        HBox foot = Ui.row(8, span, Ui.spring(), older);
        foot.getStyleClass().add("activity-foot");
        getChildren().addAll(stack, foot);
        list.waitingProperty().addListener((o, before, now) -> waiting(now.longValue()));
        list.afterPatch(this::tell);
        model.listedProperty().addListener((o, before, now) -> tell());
        model.troubleProperty().addListener((o, before, now) -> tell());
        model.someUsersProperty().addListener((o, before, now) -> tell());
        // Else what matches now would stand out of sight above a reader, who takes it for nothing.
        model.filterProperty().addListener((o, before, now) -> table.toTop());
        waiting(0);
        tell();
    }

    EntryTable table() {
        return table;
    }

    private void release() {
        list.release();
        table.toTop();
    }

    private void waiting(long count) {
        Ui.show(pill, count > 0);
        pill.setText(text("activity.badge", Figures.count(count)));
        pill.setAccessibleText(text("activity.pill.spoken", Figures.count(count)));
    }

    private void tell() {
        span.setText(reach());
        boolean filtered = !model.filterProperty().get().equals(EntryFilter.NONE);
        boolean refused = !model.troubleProperty().get().isEmpty();
        emptyTitle.setText(text(
                refused
                        ? "activity.empty.refused"
                        : filtered
                                ? "activity.empty.filtered"
                                : "activity.empty." + kind.name().toLowerCase(Locale.ROOT)));
        emptyText.setText(
                refused
                        ? model.troubleProperty().get()
                        : text("activity.empty.checked", times.at(model.nowMs(), model.nowMs())));
        Ui.show(clear, filtered && !refused);
        table.setPlaceholder(model.listedProperty().get() || refused ? empty : skeleton);
    }

    private String matching() {
        if (kind == Kind.EVENTS && model.someUsersProperty().get()) {
            return text("activity.reach.matching.users", Figures.count(ActivityFeed.USERS_ASKED));
        }
        return text(model.completeProperty(kind).get() ? "activity.reach.matching.all" : "activity.reach.matching.cut");
    }

    /** How far back the list reaches, and what of that is on show. */
    private String reach() {
        boolean filtered = !model.filterProperty().get().equals(EntryFilter.NONE);
        List<Entry> newestFirst = filtered ? list.matching() : list.kept();
        if (newestFirst.isEmpty()) {
            return "";
        }
        String since = times.at(newestFirst.getLast().atMs(), model.nowMs());
        int matching = list.matching().size();
        String count = Figures.count(matching);
        int shown = list.lines().size();
        String lines = shown == matching
                ? ""
                : text("activity.reach.lines" + (shown == 1 ? ".one" : ""), Figures.count(shown));
        if (filtered) {
            return text("activity.reach.matching", count, since) + lines + matching();
        }
        String one = matching == 1 ? ".one" : "";
        String words = text("activity.reach." + kind.name().toLowerCase(Locale.ROOT) + one, count, since) + lines;
        if (kind == Kind.EVENTS && model.gapProperty().get()) {
            return words + text("activity.reach.removed");
        }
        return words + (model.completeProperty(kind).get() ? text("activity.reach.all") : text("activity.reach.cut"));
    }
}
