package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.Page;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Where the window is. For the FX thread. */
public final class Navigator {

    private final ReadOnlyObjectWrapper<Page> page;
    private final Consumer<String> user;

    /** @param user opens a user by id */
    Navigator(Page first, Consumer<String> user) {
        this.page = new ReadOnlyObjectWrapper<>(first);
        this.user = user;
    }

    public ReadOnlyObjectProperty<Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    public void open(Page wanted) {
        page.set(wanted);
    }

    /** Opens a user's detail: on this page if it is one with a detail pane, else on the Users page. */
    public void openUser(String id) {
        user.accept(id);
        if (page.get() != Page.OVERVIEW && page.get() != Page.USERS) {
            open(Page.USERS);
        }
    }
}
