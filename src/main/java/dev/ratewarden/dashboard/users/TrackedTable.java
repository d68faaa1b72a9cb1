package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.SteadyTable;
import dev.ratewarden.dashboard.table.Orders;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;

/**
 * The tracked users. What is selected, focused and where a Shift selection began belongs to users, not to rows: it moves with them, and
 * only when somebody moves it does it move to others.
 */
final class TrackedTable extends SteadyTable<UserRow> {

    private static final double ROW_HEIGHT = 36;
    private static final double SCROLL_BAR = 10;
    private static final double USER_WIDTH = 128;
    private static final List<String> DISPENSABLE = List.of("lastSeen", "lastAction", "lastViolation", "violations");
    /** Where JavaFX keeps the cell at which a Shift selection began. */
    private static final String ANCHOR = "anchor";

    private final UserRows rows;
    private final DetailViewModel detail;
    private final Picked picked;
    private final Set<String> selected = new HashSet<>();
    private @Nullable String focused;
    private @Nullable String anchor;
    private boolean following;
    private Set<String> chosenColumns = Set.of(ColumnChoice.ALWAYS);
    private boolean besideDetail = true;

    TrackedTable(TrackedViewModel model, DetailViewModel detail, Picked picked, TrackedColumns columns) {
        super(ROW_HEIGHT);
        this.rows = model.rows();
        this.detail = detail;
        this.picked = picked;
        setId("tracked-table");
        setAccessibleText(text("users.tracked.spoken"));
        setMinSize(0, 0);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        getColumns().addAll(columns.all());
        widthProperty().addListener(o -> fit());
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
        rows.afterPatch(this::fill);
    }

    /** @param action when Enter or a double click asks for one user in full; Escape takes the selection of several back */
    void onOpen(Runnable action) {
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                openFocused(action);
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE && picked.count() > 1) {
                getSelectionModel().clearSelection();
                event.consume();
            }
        });
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && picked.count() == 1) {
                action.run();
            }
        });
    }

    private void openFocused(Runnable action) {
        UserRow row = getFocusModel().getFocusedItem();
        if (row != null) {
            detail.open(row.id());
            action.run();
        }
    }

    /** Takes the focus, and selects the first user where none is selected. */
    void enter() {
        if (picked.count() == 0 && !getItems().isEmpty()) {
            getSelectionModel().clearAndSelect(0);
        }
        requestFocus();
    }

    /** @param now the ends of their ids */
    void choose(Set<String> now) {
        chosenColumns = Set.copyOf(now);
        fit();
    }

    /** @param now whether the pane beside it shows one user in full */
    void besideDetail(boolean now) {
        besideDetail = now;
        fit();
    }

    /**
     * The columns chosen, the user's own taking the room that is left. Where there is none, it leaves out what the pane beside it shows
     * too, and then scrolls sideways.
     */
    private void fit() {
        Set<String> fitting = new HashSet<>(chosenColumns);
        for (String dispensable : besideDetail ? DISPENSABLE : List.<String>of()) {
            if (getWidth() > 0 && width(fitting) + USER_WIDTH + SCROLL_BAR > getWidth()) {
                fitting.remove(dispensable);
            }
        }
        for (TableColumn<UserRow, ?> column : getColumns()) {
            column.setVisible(fitting.contains(key(column)));
            if (key(column).equals(ColumnChoice.ALWAYS)) {
                column.setPrefWidth(Math.max(USER_WIDTH, getWidth() - width(fitting) - SCROLL_BAR));
            }
        }
    }

    /** Without the user's own. */
    private double width(Set<String> columns) {
        return getColumns().stream()
                .filter(column -> columns.contains(key(column)) && !key(column).equals(ColumnChoice.ALWAYS))
                .mapToDouble(TableColumn::getPrefWidth)
                .sum();
    }

    static String key(TableColumn<UserRow, ?> column) {
        return column.getId().substring("column-".length());
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
            reveal();
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
            String open = detail.openIdProperty().get();
            if (selected.isEmpty() && open != null) {
                selected.add(open);
            }
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
