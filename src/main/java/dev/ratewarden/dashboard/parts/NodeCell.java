package dev.ratewarden.dashboard.parts;

import javafx.scene.Node;
import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/** A cell that fills one node, made once, and stays as it is wherever the rows of a {@link SteadyTable} do. */
public abstract class NodeCell<S, T, N extends Node> extends TableCell<S, T> {

    private final N node;

    protected NodeCell(N node) {
        this.node = node;
    }

    /** Shows an item in the node. */
    protected abstract void fill(N in, T item);

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        if (getIndex() < 0) {
            return;
        }
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
        } else {
            setGraphic(node);
            fill(node, item);
        }
    }

    /** Shows the same item again. */
    protected void refill() {
        if (!isEmpty() && getItem() != null) {
            fill(node, getItem());
        }
    }
}
