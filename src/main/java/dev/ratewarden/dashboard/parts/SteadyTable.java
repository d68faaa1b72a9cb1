package dev.ratewarden.dashboard.parts;

import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/**
 * A table whose items change with each reading. Its rows stay as they are while the table has only taken them out to give them the next
 * item, as it does with all rows at each change of its list: emptying and filling them would style all anew. For the FX thread.
 */
public abstract class SteadyTable<S> extends TableView<S> {

    private boolean revealing;

    protected SteadyTable(double rowHeight) {
        setFixedCellSize(rowHeight);
        setRowFactory(table -> new SteadyRow<>());
    }

    /**
     * To be called when all items have changed: fills the cells at once. They change their style meanwhile; done in a pulse's layout, that
     * would have the whole window drawn again by a second pulse.
     */
    protected final void fill() {
        if (getScene() != null) {
            layout();
            revealLate();
        }
    }

    /** Brings what is selected into sight, and moves nothing where it is; in a table that was never shown, as soon as it is. */
    protected final void reveal() {
        revealing = true;
        if (lookup(".virtual-flow") != null) {
            revealLate();
            // Later it would take away what somebody reads meanwhile.
            revealing = false;
        }
    }

    private void revealLate() {
        int selected = getSelectionModel().getSelectedIndex();
        if (revealing && selected >= 0 && lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
            revealing = false;
            flow.scrollTo(selected);
        }
    }

    private static final class SteadyRow<S> extends TableRow<S> {

        @Override
        protected void updateItem(@Nullable S item, boolean empty) {
            if (getIndex() >= 0) {
                super.updateItem(item, empty);
            }
        }
    }
}
