package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.BanChip;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.ScoreBar;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The table's columns. A cell keeps its nodes and only fills them anew. */
final class UserColumns {

    private static final double MIN_USER_WIDTH = 80;

    private final UsersViewModel model;
    private final Times times;

    UserColumns(UsersViewModel model, Times times) {
        this.model = model;
        this.times = times;
    }

    List<TableColumn<UserRow, UserSummary>> all() {
        return List.of(tier(), user(), score(), violations(), lastAction(), lastViolation(), ban());
    }

    private TableColumn<UserRow, UserSummary> tier() {
        var column = column("tier", 101, Comparator.comparing(UserSummary::tier));
        column.setCellFactory(
                c -> cell(TierChip::new, (chip, row) -> chip.show(row.user().tier())));
        return column;
    }

    private TableColumn<UserRow, UserSummary> user() {
        var column =
                column("user", 100, Comparator.comparing(user -> Names.of(user).toLowerCase(Locale.ROOT)));
        column.setMinWidth(MIN_USER_WIDTH);
        column.setMaxWidth(Double.MAX_VALUE);
        column.setCellFactory(c -> cell(() -> new UserCell(times), (cell, row) -> cell.show(row.user(), now())));
        return column;
    }

    private TableColumn<UserRow, UserSummary> score() {
        var column = column("score", 100, Comparator.comparingDouble(UserSummary::score));
        column.setCellFactory(c -> cell(ScoreCell::new, (cell, row) -> cell.show(row.user())));
        return column;
    }

    private TableColumn<UserRow, UserSummary> violations() {
        var column = column("violations", 76, Comparator.comparingLong(UserSummary::violations));
        column.getStyleClass().add("number");
        column.setCellFactory(c -> cell(
                Label::new,
                (label, row) -> label.setText(Figures.count(row.user().violations()))));
        return column;
    }

    private TableColumn<UserRow, UserSummary> lastAction() {
        var column = column(
                "lastAction", 111, Comparator.comparing(user -> user.lastAction() == null ? "" : user.lastAction()));
        column.setCellFactory(c -> cell(() -> Ui.label("", "mono"), (label, row) -> {
            String action = row.user().lastAction();
            label.setText(action == null ? "–" : Text.visible(action));
        }));
        return column;
    }

    private TableColumn<UserRow, UserSummary> lastViolation() {
        var column = column(
                "lastViolation",
                114,
                Comparator.comparingLong(
                        user -> user.lastViolationAtMs() == null ? Long.MIN_VALUE : user.lastViolationAtMs()));
        column.setCellFactory(c -> cell(() -> Ui.label("", "muted"), this::age));
        return column;
    }

    private TableColumn<UserRow, UserSummary> ban() {
        var column = column("ban", 66, Comparator.comparingLong(UserColumns::banEnd));
        column.setCellFactory(c -> cell(BanChip::new, (chip, row) -> {
            Ban ban = row.user().ban();
            // Invisible, but managed: a cell does not lay out anew a graphic that was unmanaged.
            chip.setVisible(ban != null);
            if (ban != null) {
                chip.show(ban, now(), row.isPending());
            }
        }));
        return column;
    }

    private void age(Label label, UserRow row) {
        Long last = row.user().lastViolationAtMs();
        label.setText(last == null ? "–" : Figures.ago(now() - last));
        label.setTooltip(last == null ? null : new Tooltip(times.full(last)));
    }

    private long now() {
        return model.nowMsProperty().get();
    }

    private static long banEnd(UserSummary user) {
        Ban ban = user.ban();
        if (ban == null) {
            return Long.MIN_VALUE;
        }
        return ban.untilMs() == null ? Long.MAX_VALUE : ban.untilMs();
    }

    private static TableColumn<UserRow, UserSummary> column(String key, double width, Comparator<UserSummary> order) {
        TableColumn<UserRow, UserSummary> column = new TableColumn<>(text("users.table.column." + key));
        column.setId("column-" + key);
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setReorderable(false);
        column.setCellValueFactory(cell -> cell.getValue().userProperty());
        column.setComparator(order);
        return column;
    }

    /** The score as a bar and a number. */
    private static final class ScoreCell extends HBox {
        private final ScoreBar bar = new ScoreBar();
        private final Label number = new Label();

        ScoreCell() {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            number.setMinWidth(Label.USE_PREF_SIZE);
            getChildren().addAll(bar, number);
        }

        void show(UserSummary user) {
            bar.show(user.score(), user.tier());
            number.setText(Long.toString((long) Math.floor(user.score() + 5e-7)));
        }
    }

    private <N extends Node> Cell<N> cell(Supplier<N> make, BiConsumer<N, UserRow> fill) {
        Cell<N> cell = new Cell<>(make.get(), fill);
        // Ages count on although no row changed.
        model.nowMsProperty().addListener(o -> cell.fill());
        return cell;
    }

    /** Fills one node, made once. */
    private static final class Cell<N extends Node> extends TableCell<UserRow, UserSummary> {
        private final N node;
        private final BiConsumer<N, UserRow> fill;

        Cell(N node, BiConsumer<N, UserRow> fill) {
            this.node = node;
            this.fill = fill;
        }

        @Override
        protected void updateItem(@Nullable UserSummary user, boolean empty) {
            super.updateItem(user, empty);
            setGraphic(empty || user == null ? null : node);
            fill();
        }

        void fill() {
            UserRow row =
                    isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
            if (row != null) {
                fill.accept(node, row);
            }
        }
    }
}
