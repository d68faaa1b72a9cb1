package dev.ratewarden.dashboard.parts;

import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/** The widths of a table's columns. */
public final class Columns {

    private static final double SCROLL_BAR = 12;

    private Columns() {}

    /** What the other visible columns and a scroll bar leave of the table's width for a column; less than 0 where they need more. */
    public static double rest(TableView<?> table, TableColumn<?, ?> column, double width) {
        double others = table.getColumns().stream()
                .filter(each -> each.isVisible() && !each.equals(column))
                .mapToDouble(TableColumn::getPrefWidth)
                .sum();
        return width - SCROLL_BAR - others;
    }
}
