package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.table.Orders;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/**
 * The tracked users. What is selected, focused and where a Shift selection began belongs to users, not to rows: it moves with them, and
 * only when somebody moves it does it move to others.
 */
final class TrackedTable extends TableView<UserRow> {

    private static final double ROW_HEIGHT = 36;
    private static final double SCROLL_BAR = 12;
    private static final double USER_WIDTH = 128;
    /** Where JavaFX keeps the cell at which a Shift selection began. */
    private static final String ANCHOR = "anchor";

    private final UserRows rows;
    private final DetailViewModel detail;
    private final Picked picked;
    private final Set<String> selected = new HashSet<>();
    private @Nullable String focused;
    private @Nullable String anchor;
    private boolean following;

    TrackedTable(TrackedViewModel model, DetailViewModel detail, Picked picked, TrackedColumns columns) {
        this.rows = model.rows();
        this.detail = detail;
        this.picked = picked;
        setId("tracked-table");
        setAccessibleText(text("users.tracked.spoken"));
        setFixedCellSize(ROW_HEIGHT);
        setMinSize(0, 0);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        getColumns().addAll(columns.all());
        InvalidationListener refit = o -> fit();
        widthProperty().addListener(refit);
        getColumns().forEach(column -> column.visibleProperty().addListener(refit));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setItems(rows.shown());
        setSortPolicy(table -> {
            rows.order(Orders.of(this));
            return true;
        });
        getSelectionModel().getSelectedItems().addListener((ListChangeListener<UserRow>) change -> chosen());
        detail.openIdProperty().addListener((o, before, now) -> opened(now));
        rows.beforePatch(this::remember);
        rows.afterPatch(this::restore);
    }

    /** The columns chosen, the user's own taking the room that is left; where there is none, the table scrolls sideways. */
    private void fit() {
        double others = 0;
        TableColumn<UserRow, ?> user = null;
        for (TableColumn<UserRow, ?> column : getColumns()) {
            if (column.getId().equals("column-user")) {
                user = column;
            } else if (column.isVisible()) {
                others += column.getWidth();
            }
        }
        if (user != null) {
            user.setPrefWidth(Math.max(USER_WIDTH, getWidth() - others - SCROLL_BAR));
        }
    }

    /** The store's clock as of what is shown, epoch ms. */
    long nowMs() {
        return rows.nowMsProperty().get();
    }

    private void chosen() {
        if (following || rows.isPatching()) {
            return;
        }
        publish();
        if (picked.count() == 1) {
            detail.open(picked.users().getFirst().id());
        }
    }

    private void publish() {
        List<UserSummary> users = new ArrayList<>();
        selected.clear();
        getSelectionModel().getSelectedIndices().stream().sorted().forEach(index -> {
            if (index >= 0 && index < getItems().size()) {
                UserRow row = getItems().get(index);
                selected.add(row.id());
                users.add(row.user());
            }
        });
        picked.set(users);
    }

    /** Somebody opened a user elsewhere, such as by the search. */
    private void opened(@Nullable String id) {
        if (!following && picked.count() <= 1 && id != null && !selected.equals(Set.of(id))) {
            selected.clear();
            selected.add(id);
            focused = id;
            anchor = id;
            restore();
        }
    }

    private void remember() {
        UserRow focus = getFocusModel().getFocusedItem();
        focused = focus == null ? null : focus.id();
        anchor = getProperties().get(ANCHOR) instanceof TablePosition<?, ?> at
                        && at.getRow() >= 0
                        && at.getRow() < getItems().size()
                ? getItems().get(at.getRow()).id()
                : null;
    }

    private void restore() {
        following = true;
        try {
            select();
            int focus = indexOf(focused);
            if (focus >= 0 && focus != getFocusModel().getFocusedIndex()) {
                getFocusModel().focus(focus);
            }
            int began = indexOf(anchor);
            if (began >= 0) {
                getProperties().put(ANCHOR, new TablePosition<>(this, began, null));
            }
            publish();
        } finally {
            following = false;
        }
    }

    private void select() {
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < getItems().size(); i++) {
            if (selected.contains(getItems().get(i).id())) {
                wanted.add(i);
            }
        }
        if (!wanted.equals(
                getSelectionModel().getSelectedIndices().stream().sorted().toList())) {
            getSelectionModel().clearSelection();
            if (!wanted.isEmpty()) {
                int[] rest = wanted.stream().skip(1).mapToInt(Integer::intValue).toArray();
                getSelectionModel().selectIndices(wanted.getFirst(), rest);
            }
        }
    }

    private int indexOf(@Nullable String id) {
        for (int i = 0; id != null && i < getItems().size(); i++) {
            if (getItems().get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
