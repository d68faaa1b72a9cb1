package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Columns;
import dev.ratewarden.dashboard.parts.SteadyTable;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.table.Orders;
import dev.ratewarden.dashboard.table.RowCell;
import dev.ratewarden.dashboard.table.UserColumns;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/**
 * The listed users. Its selection is the open user, by id: it moves only when somebody moves it, never because the ranking changed.
 */
final class UserTable extends SteadyTable<UserRow> {

    private static final double ROW_HEIGHT = 36;
    private static final double FULL_WIDTH = 640;
    private static final double MEDIUM_WIDTH = 560;

    private final UsersViewModel model;
    private final DetailViewModel detail;
    private final TableColumn<UserRow, UserSummary> names;
    private boolean following;

    UserTable(UsersViewModel model, DetailViewModel detail, HandoverViewModel handover, Times times) {
        super(ROW_HEIGHT);
        this.model = model;
        this.detail = detail;
        setId("users-table");
        setAccessibleText(text("users.table.spoken"));
        setMinWidth(0);
        setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
        UserColumns columns = new UserColumns(model.nowMsProperty(), times);
        names = claimed(columns.user(), handover, times);
        getColumns()
                .addAll(List.of(
                        columns.tier(),
                        names,
                        columns.score(),
                        columns.violations(),
                        columns.lastAction(),
                        columns.lastViolation(),
                        columns.ban()));
        setItems(model.rows());
        setSortPolicy(table -> {
            model.table().order(Orders.of(this));
            return true;
        });
        getSelectionModel().selectedItemProperty().addListener((o, before, now) -> chosen(now));
        detail.openIdProperty().addListener((o, before, now) -> opened());
        model.table().afterPatch(this::follow);
        model.table().afterPatch(this::fill);
    }

    /** With the id's end where several go by the name, and an eye where somebody is on the user. */
    private TableColumn<UserRow, UserSummary> claimed(
            TableColumn<UserRow, UserSummary> column, HandoverViewModel handover, Times times) {
        column.setCellFactory(c -> new RowCell<>(
                new ClaimedCell(times, handover),
                (cell, row) -> cell.show(
                        row.user(), model.nowMsProperty().get(), model.table().isNamesake(row.user())),
                model.nowMsProperty(),
                handover.handoverProperty(),
                model.table().namesakesProperty()));
        return column;
    }

    @Override
    public void resize(double width, double height) {
        if (width > 0) {
            fit(width);
        }
        super.resize(width, height);
    }

    /** A narrow table leaves out what the detail pane shows too; names get what the others leave. */
    private void fit(double width) {
        for (TableColumn<UserRow, ?> column : getColumns()) {
            switch (String.valueOf(column.getId())) {
                case "column-lastAction" -> column.setVisible(width >= FULL_WIDTH);
                case "column-violations" -> column.setVisible(width >= MEDIUM_WIDTH);
                default -> {}
            }
        }
        names.setPrefWidth(Math.max(names.getMinWidth(), Columns.rest(this, names, width)));
    }

    private void chosen(@Nullable UserRow row) {
        if (row != null && !following && !model.table().isPatching()) {
            detail.open(row.id());
        }
    }

    /** Here or elsewhere, such as by the palette. */
    private void opened() {
        UserRow before = getSelectionModel().getSelectedItem();
        follow();
        if (before == null || !before.equals(getSelectionModel().getSelectedItem())) {
            reveal();
        }
    }

    private void follow() {
        String open = detail.openIdProperty().get();
        UserRow selected = getSelectionModel().getSelectedItem();
        if (selected != null && selected.id().equals(open)) {
            return;
        }
        following = true;
        try {
            UserRow row = open == null ? null : model.table().row(open);
            if (row != null && getItems().contains(row)) {
                getSelectionModel().select(row);
            } else {
                getSelectionModel().clearSelection();
            }
        } finally {
            following = false;
        }
    }
}
