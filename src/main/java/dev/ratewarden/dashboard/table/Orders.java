package dev.ratewarden.dashboard.table;

import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/** By which columns somebody has sorted, without the detour over cells that a table's own comparator takes. */
public final class Orders {

    private Orders() {}

    /** Null where nobody has sorted. */
    public static @Nullable Comparator<UserRow> of(TableView<UserRow> table) {
        Comparator<UserRow> order = null;
        for (TableColumn<UserRow, ?> column : table.getSortOrder()) {
            Comparator<UserRow> next = of(column);
            order = order == null ? next : order.thenComparing(next);
        }
        return order;
    }

    @SuppressWarnings("unchecked") // All columns of these tables hold the whole user.
    private static Comparator<UserRow> of(TableColumn<UserRow, ?> column) {
        Comparator<UserSummary> users = (Comparator<UserSummary>) column.getComparator();
        Comparator<UserRow> rows = Comparator.comparing(UserRow::user, users);
        return column.getSortType() == TableColumn.SortType.DESCENDING ? rows.reversed() : rows;
    }
}
