package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.charts.ActionShare;
import dev.ratewarden.dashboard.parts.Columns;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Ui;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** The policies, one a row. For the FX thread. */
final class PolicyTable extends TableView<PolicyRow> {

    private static final double ROW_HEIGHT = 36;
    private static final double HEAD_HEIGHT = 32;
    private static final double FULL_WIDTH = 440;
    private static final double ACTION_WIDTH = 120;

    private final Consumer<String> open;
    private final TableColumn<PolicyRow, PolicyRow.State> action;
    private final TableColumn<PolicyRow, PolicyRow.State> strategy;
    private final Label empty = Ui.label(text("policies.reading"), "muted");
    private boolean following;

    /**
     * @param open asked for the policy of an action; may refuse
     * @param current whose policy is open
     */
    PolicyTable(ObservableList<PolicyRow> rows, Consumer<String> open, Supplier<String> current) {
        this.open = open;
        setId("policies-table");
        setAccessibleText(text("policies.table.spoken"));
        setFixedCellSize(ROW_HEIGHT);
        setMinWidth(0);
        setMinHeight(HEAD_HEIGHT + 2 * ROW_HEIGHT);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        action = column("action", ACTION_WIDTH, state -> state.shown().action(), "mono");
        strategy = column(
                "strategy", 116, state -> state.shown().limit().strategy().label(), "muted");
        TableColumn<PolicyRow, PolicyRow.State> denied = column("denied", 64, PolicyTable::share, "number");
        denied.getStyleClass().add("number");
        getColumns()
                .addAll(List.of(
                        action,
                        column("limit", 104, state -> PolicyWords.limit(state.shown()), ""),
                        strategy,
                        denied,
                        marks()));
        SortedList<PolicyRow> sorted = new SortedList<>(rows);
        sorted.comparatorProperty()
                .bind(Bindings.createObjectBinding(
                        () -> getComparator() == null
                                ? java.util.Comparator.comparing(PolicyRow::action)
                                : getComparator().thenComparing(PolicyRow::action),
                        comparatorProperty()));
        setItems(sorted);
        prefHeightProperty().bind(Bindings.size(rows).multiply(ROW_HEIGHT).add(HEAD_HEIGHT + 2));
        maxHeightProperty().bind(prefHeightProperty());
        setPlaceholder(empty);
        getSelectionModel().selectedItemProperty().addListener((o, before, now) -> {
            if (now != null && !following) {
                this.open.accept(now.action());
                // Whoever was asked may have stayed where they were; a selection cannot be moved while it moves.
                Platform.runLater(() -> follow(current.get()));
            }
        });
    }

    @Override
    public void resize(double width, double height) {
        if (width > 0) {
            fit(width);
        }
        super.resize(width, height);
    }

    /** The action gets what the others leave; a narrow table leaves out the strategy, which the editor beside it shows too. */
    private void fit(double width) {
        strategy.setVisible(width >= FULL_WIDTH);
        action.setPrefWidth(Math.max(ACTION_WIDTH, Columns.rest(this, action, width)));
    }

    /** From now on no rows means that there are no policies. */
    void read() {
        empty.setText(text("policies.none"));
    }

    /** Selects what is open, without opening anything. */
    void follow(String action) {
        PolicyRow selected = getSelectionModel().getSelectedItem();
        if (selected != null && selected.action().equals(action)) {
            return;
        }
        following = true;
        try {
            getItems().stream()
                    .filter(row -> row.action().equals(action))
                    .findFirst()
                    .ifPresentOrElse(getSelectionModel()::select, getSelectionModel()::clearSelection);
        } finally {
            following = false;
        }
    }

    private static String share(PolicyRow.State state) {
        ActionShare share = state.share();
        if (share == null) {
            return state.awaited() ? "…" : "–";
        }
        return Figures.percent(share.deniedShare());
    }

    private TableColumn<PolicyRow, PolicyRow.State> column(
            String name, double width, Function<PolicyRow.State, String> words, String style) {
        TableColumn<PolicyRow, PolicyRow.State> column = bare(name, width);
        column.setComparator(
                name.equals("denied")
                        ? java.util.Comparator.comparingDouble(PolicyTable::order)
                        : java.util.Comparator.comparing(words));
        column.setCellFactory(c -> new TableCell<>() {
            {
                if (!style.isEmpty()) {
                    getStyleClass().add(style);
                }
            }

            @Override
            protected void updateItem(PolicyRow.@Nullable State state, boolean empty) {
                super.updateItem(state, empty);
                setText(empty || state == null ? null : words.apply(state));
            }
        });
        return column;
    }

    /** Its pictures stay while they are the same: made anew with each poll they would be gone until they are laid out. */
    private static final class MarksCell extends TableCell<PolicyRow, PolicyRow.State> {

        private Set<PolicyMark> shown = Set.of();

        @Override
        protected void updateItem(PolicyRow.@Nullable State state, boolean empty) {
            super.updateItem(state, empty);
            Set<PolicyMark> marks = empty || state == null ? Set.of() : PolicyMark.of(state);
            if (!marks.equals(shown)) {
                shown = marks;
                setGraphic(marks.isEmpty() ? null : PolicyMark.row(marks));
            }
        }
    }

    private static double order(PolicyRow.State state) {
        ActionShare share = state.share();
        return share == null ? -1 : share.deniedShare();
    }

    private static TableColumn<PolicyRow, PolicyRow.State> marks() {
        TableColumn<PolicyRow, PolicyRow.State> column = bare("marks", 60);
        column.setSortable(false);
        column.setCellFactory(c -> new MarksCell());
        return column;
    }

    private static TableColumn<PolicyRow, PolicyRow.State> bare(String name, double width) {
        TableColumn<PolicyRow, PolicyRow.State> column = new TableColumn<>(text("policies.column." + name));
        column.setId("policies-column-" + name);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 56));
        column.setReorderable(false);
        column.setCellValueFactory(cell -> cell.getValue().stateProperty());
        return column;
    }
}
