package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.SteadyTable;
import java.util.Locale;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/**
 * Entries, newest first. Its selection stays with its entry, or the line that tells of it, and a reader who scrolled down stays where he
 * reads.
 */
final class EntryTable extends SteadyTable<Line> {

    private static final double ROW_HEIGHT = 34;
    private static final double AT_TOP = 1e-4;
    private static final double WHERE_WIDTH = 960;
    private static final double ACTION_WIDTH = 720;
    private static final double USER_WIDTH = 640;

    private static final double BAR_WIDTH = 12;
    private static final double LEAST_SENTENCE = 160;

    private final EntryList list;
    private @Nullable ScrollBar bar;
    private boolean following;

    EntryTable(ActivityViewModel.Kind kind, EntryList list, EntryColumns columns) {
        super(ROW_HEIGHT);
        this.list = list;
        setId("activity-table-" + kind.name().toLowerCase(Locale.ROOT));
        setAccessibleText(text("activity.table.spoken"));
        setMinSize(0, 0);
        for (TableColumn<Line, Line> column : columns.all(kind == ActivityViewModel.Kind.AUDIT)) {
            getColumns().add(column);
        }
        setItems(list.lines());
        getSelectionModel().selectedItemProperty().addListener((o, before, now) -> chosen(now));
        list.openProperty().addListener((o, before, now) -> follow());
        list.onNamesakes(this::refresh);
        list.afterPatch(this::follow);
        list.afterPatch(this::fill);
    }

    /** Brings the reader up to the newest. */
    void toTop() {
        scrollTo(0);
    }

    @Override
    public void resize(double width, double height) {
        // Before the columns share out the new width.
        fit(width);
        super.resize(width, height);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (bar == null) {
            lookupAll(".scroll-bar").stream()
                    .filter(node -> node instanceof ScrollBar each && each.getOrientation() == Orientation.VERTICAL)
                    .findFirst()
                    .ifPresent(node -> watch((ScrollBar) node));
        }
    }

    private void watch(ScrollBar found) {
        bar = found;
        found.valueProperty().addListener((o, before, now) -> scrolled(found));
        found.visibleProperty().addListener((o, before, now) -> scrolled(found));
        // Somebody may have scrolled before it was found.
        scrolled(found);
    }

    private void scrolled(ScrollBar found) {
        if (!list.isPatching()) {
            // Later, since it may be a layout that moves the bar: entries that are let go in it would not be laid out.
            Platform.runLater(() -> list.readingBelow(found.isVisible() && found.getValue() > AT_TOP));
        }
    }

    /** A narrow table leaves out what the detail shows too; the sentence gets what is left. */
    private void fit(double width) {
        leaveOut(width);
        double others = getColumns().stream()
                .filter(column -> column.isVisible() && !isSentence(column))
                .mapToDouble(TableColumn::getPrefWidth)
                .sum();
        double left = Math.max(LEAST_SENTENCE, width - others - BAR_WIDTH);
        getColumns().stream().filter(EntryTable::isSentence).forEach(column -> {
            column.setMinWidth(left);
            column.setMaxWidth(left);
            column.setPrefWidth(left);
        });
    }

    private static boolean isSentence(TableColumn<Line, ?> column) {
        return "activity-column-what".equals(column.getId());
    }

    private void leaveOut(double width) {
        for (TableColumn<Line, ?> column : getColumns()) {
            switch (String.valueOf(column.getId())) {
                case "activity-column-where" -> column.setVisible(width == 0 || width >= WHERE_WIDTH);
                case "activity-column-action", "activity-column-operator" ->
                    column.setVisible(width == 0 || width >= ACTION_WIDTH);
                case "activity-column-user" -> column.setVisible(width == 0 || width >= USER_WIDTH);
                default -> {}
            }
        }
    }

    private void chosen(@Nullable Line line) {
        if (line != null && !following && !list.isPatching()) {
            list.open(line.newest());
        }
    }

    private void follow() {
        Entry open = list.openProperty().get();
        int at = open == null ? -1 : list.lineOf(open);
        if (at >= 0 && getItems().get(at).equals(getSelectionModel().getSelectedItem())) {
            return;
        }
        following = true;
        try {
            if (at < 0) {
                getSelectionModel().clearSelection();
            } else {
                getSelectionModel().clearAndSelect(at);
            }
        } finally {
            following = false;
        }
    }
}
