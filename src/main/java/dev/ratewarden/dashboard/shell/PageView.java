package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.table.UserRow;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** One page of the window. For the FX thread. */
public interface PageView {

    ObservableStringValue NO_BADGE = new ReadOnlyStringWrapper("").getReadOnlyProperty();

    Page page();

    /** Always the same. */
    Node node();

    /** What gets the focus when the page is opened by the keyboard. */
    default Node first() {
        return node();
    }

    /** What the command palette offers of it, also while another page is in sight. */
    default List<PaletteAction> actions() {
        return List.of();
    }

    /** What waits on it, for the rail, such as {@code 247} or {@code 3 new}; empty for nothing. Always the same. */
    default ObservableStringValue badge() {
        return NO_BADGE;
    }

    /** The users whom it lists, for the status bar to count; null if it lists none. Always the same. */
    default @Nullable ObservableList<UserRow> listed() {
        return null;
    }

    /** The page came into sight, or went out of it. */
    default void shown(boolean now) {}
}
