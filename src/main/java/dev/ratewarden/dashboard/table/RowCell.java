package dev.ratewarden.dashboard.table;

import dev.ratewarden.moderation.UserSummary;
import java.util.function.BiConsumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Node;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** Fills one node, made once. */
public final class RowCell<N extends Node> extends TableCell<UserRow, UserSummary> {

    private final N node;
    private final BiConsumer<N, UserRow> fill;
    /** Held here and weakly there: what the cell listens to outlives the cell, and must not keep it. */
    private final InvalidationListener again = o -> fill();

    /** @param also what changes what the cell shows although its row stays, such as the clock; null for nothing */
    public RowCell(N node, BiConsumer<N, UserRow> fill, @Nullable Observable also) {
        this.node = node;
        this.fill = fill;
        if (also != null) {
            also.addListener(new WeakInvalidationListener(again));
        }
    }

    @Override
    protected void updateItem(@Nullable UserSummary user, boolean empty) {
        super.updateItem(user, empty);
        setGraphic(empty || user == null ? null : node);
        fill();
    }

    private void fill() {
        UserRow row = isEmpty() || getTableRow() == null ? null : getTableRow().getItem();
        if (row != null) {
            fill.accept(node, row);
        }
    }
}
