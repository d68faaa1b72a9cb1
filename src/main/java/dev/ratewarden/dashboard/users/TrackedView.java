package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The table of tracked users under its filters; what it says of itself, and when it is empty. */
final class TrackedView extends VBox {

    private static final int SKELETON_ROWS = 8;

    private final TrackedViewModel model;
    private final Times times;
    private final TrackedTable table;
    private final Label count = Ui.label("", "muted", "small");
    private final Label emptyTitle = Ui.label("", "heading");
    private final Label emptyText = Ui.label("", "muted");
    private final Button emptyClear;
    private final VBox empty;
    private final VBox skeleton = new VBox(20);

    /**
     * @param tools at the right of the title
     * @param below under the table
     */
    TrackedView(TrackedViewModel model, Times times, TrackedTable table, FilterBar filters, Node tools, Node below) {
        this.model = model;
        this.times = times;
        this.table = table;
        getStyleClass().addAll("card", "tracked");
        setMinSize(0, 0);
        count.setId("tracked-count");
        count.setMinWidth(0);
        emptyClear = Ui.button("tracked-empty-clear", "", this::clear);
        emptyText.setWrapText(true);
        empty = Ui.column(8, emptyTitle, emptyText, emptyClear);
        empty.setId("tracked-empty");
        emptyTitle.setId("tracked-empty-title");
        empty.getStyleClass().add("empty-state");
        skeleton.getStyleClass().add("table-skeleton");
        for (int i = 0; i < SKELETON_ROWS; i++) {
            Region bar = new Region();
            bar.getStyleClass().addAll("skeleton", "row-skeleton");
            skeleton.getChildren().add(bar);
        }
        Label title = Ui.label(text("users.tracked.title"), "heading");
        VBox words = Ui.column(1, title, count);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = Ui.row(8, words, tools);
        head.getStyleClass().add("card-head");
        head.setMinHeight(USE_PREF_SIZE);
        filters.setMinHeight(USE_PREF_SIZE);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, filters, table, below);
        model.listingProperty().addListener((o, before, now) -> show());
        model.problemProperty().addListener((o, before, now) -> show());
        table.getSortOrder().addListener((javafx.beans.Observable o) -> show());
        show();
    }

    private void clear() {
        if (model.asked().isSearch()) {
            model.searchProperty().set("");
        } else {
            model.filterProperty().set(UsersFilter.NONE);
        }
    }

    void show() {
        Listing listing = model.listingProperty().get();
        String problem = model.problemProperty().get();
        if (listing == null && problem.isEmpty()) {
            count.setText(text("users.tracked.waiting"));
            table.setPlaceholder(skeleton);
            return;
        }
        String words =
                problem.isEmpty() && listing != null ? counted(listing) + sorted(listing) + asOf(listing) : problem;
        count.setText(words);
        Tips.set(count, words);
        explainEmptiness(listing, problem);
        table.setPlaceholder(empty);
    }

    /** Where the store is away as the page comes into sight, it shows what it read when it was in sight before. */
    private String asOf(Listing listing) {
        return model.isOlderThanTheWindow() ? text("users.tracked.asOf", times.clock(listing.nowMs())) : "";
    }

    private void explainEmptiness(@Nullable Listing listing, String problem) {
        boolean search = listing != null && listing.asked().isSearch();
        boolean filtered = listing != null && !listing.asked().filter().equals(UsersFilter.NONE);
        if (!problem.isEmpty() || listing == null) {
            emptyTitle.setText(text("users.tracked.unread"));
            emptyText.setText(problem);
        } else if (search) {
            emptyTitle.setText(text("users.tracked.nobody"));
            emptyText.setText(text("search.nobody", Text.visible(listing.asked().text())));
        } else {
            emptyTitle.setText(text(filtered ? "users.tracked.none" : "users.tracked.empty"));
            emptyText.setText(text("users.empty.checked", times.clock(listing.nowMs())));
        }
        emptyClear.setText(text(search ? "users.search.clear" : "users.filters.clear"));
        Ui.show(emptyClear, problem.isEmpty() && (search || filtered));
    }

    private static String counted(Listing listing) {
        String number = Figures.count(listing.matching());
        if (listing.asked().isSearch()) {
            return text(
                    listing.complete() ? "users.tracked.found" : "users.tracked.found.cut",
                    number,
                    Text.visible(listing.asked().text()));
        }
        boolean filtered = !listing.asked().filter().equals(UsersFilter.NONE);
        String key = !listing.complete()
                ? "users.tracked.atLeast"
                : filtered ? "users.tracked.matching" : "users.tracked.all";
        String who = text(key, number, Figures.count(listing.tracked()));
        int listed = listing.users().size();
        return listed < listing.matching() ? who + text("users.tracked.cut", Figures.count(listed)) : who;
    }

    /** Sorting by a column orders what is listed, and that is not everybody. */
    private String sorted(Listing listing) {
        if (table.getSortOrder().isEmpty()) {
            return "";
        }
        String column = table.getSortOrder().getFirst().getText();
        return listing.isCut()
                ? text(
                        "users.tracked.sorted.cut",
                        column,
                        Figures.count(listing.users().size()))
                : text("users.tracked.sorted", column);
    }
}
