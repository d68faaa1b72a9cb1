package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.ClaimMark;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.table.Orders;
import dev.ratewarden.dashboard.table.RowCell;
import dev.ratewarden.dashboard.table.UserColumns;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/**
 * The listed users. Its selection is the open user, by id: it moves only when somebody moves it, never because the ranking changed.
 */
final class UserTable extends TableView<UserRow> {

    private static final double ROW_HEIGHT = 36;
    private static final double FULL_WIDTH = 640;
    private static final double MEDIUM_WIDTH = 560;
    private static final double CLAIM_WIDTH = 32;

    private final UsersViewModel model;
    private final DetailViewModel detail;
    private boolean following;

    UserTable(UsersViewModel model, DetailViewModel detail, HandoverViewModel handover, Times times) {
        this.model = model;
        this.detail = detail;
        setId("users-table");
        setAccessibleText(text("users.table.spoken"));
        setFixedCellSize(ROW_HEIGHT);
        setMinWidth(0);
        widthProperty().addListener((o, before, now) -> fit(now.doubleValue()));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        UserColumns columns = new UserColumns(model.nowMsProperty(), times);
        getColumns()
                .addAll(List.of(
                        columns.tier(),
                        columns.user(),
                        claims(handover),
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
        detail.openIdProperty().addListener((o, before, now) -> follow());
        model.table().afterPatch(this::follow);
    }

    /** Takes room only while somebody is on somebody. */
    private static TableColumn<UserRow, UserSummary> claims(HandoverViewModel handover) {
        BiConsumer<ClaimMark, UserRow> fill = (mark, row) -> mark.show(
                handover.claimOf(row.id()), handover.handoverProperty().get().nowMs(), handover.operator());
        TableColumn<UserRow, UserSummary> column =
                UserColumns.column("claim", CLAIM_WIDTH, Comparator.comparing(UserSummary::id), ClaimMark::new, fill);
        column.setCellFactory(c -> new RowCell<>(new ClaimMark(), fill, handover.handoverProperty()));
        column.setSortable(false);
        column.setVisible(false);
        handover.handoverProperty()
                .addListener((o, before, now) ->
                        column.setVisible(now.claims().stream().anyMatch(claim -> claim.untilMs() > now.nowMs())));
        return column;
    }

    /** A narrow table leaves out what the detail pane shows too. */
    private void fit(double width) {
        for (TableColumn<UserRow, ?> column : getColumns()) {
            switch (String.valueOf(column.getId())) {
                case "column-lastAction" -> column.setVisible(width == 0 || width >= FULL_WIDTH);
                case "column-violations" -> column.setVisible(width == 0 || width >= MEDIUM_WIDTH);
                default -> {}
            }
        }
    }

    private void chosen(@Nullable UserRow row) {
        if (row != null && !following && !model.table().isPatching()) {
            detail.open(row.id());
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
