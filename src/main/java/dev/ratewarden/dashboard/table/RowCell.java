package dev.ratewarden.dashboard.table;

import dev.ratewarden.dashboard.parts.NodeCell;
import dev.ratewarden.moderation.UserSummary;
import java.util.function.BiConsumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.Node;

/** A cell of a user's row. */
public final class RowCell<N extends Node> extends NodeCell<UserRow, UserSummary, N> {

    private final BiConsumer<N, UserRow> fill;
    /** Held here and weakly there: what the cell listens to outlives the cell, and must not keep it. */
    private final InvalidationListener again = o -> refill();

    /** @param also what changes what the cell shows although its row stays, such as the clock */
    public RowCell(N node, BiConsumer<N, UserRow> fill, Observable... also) {
        super(node);
        this.fill = fill;
        for (Observable each : also) {
            each.addListener(new WeakInvalidationListener(again));
        }
    }

    @Override
    protected void fill(N in, UserSummary user) {
        UserRow row = getTableRow() == null ? null : getTableRow().getItem();
        if (row != null) {
            fill.accept(in, row);
        }
    }
}
