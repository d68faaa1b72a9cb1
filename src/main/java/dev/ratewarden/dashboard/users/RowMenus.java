package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserDetail;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TableRow;
import javafx.scene.input.ContextMenuEvent;
import org.jspecify.annotations.Nullable;

/** Opens the menu of the row under the pointer, or by the keyboard that of the focused one. */
final class RowMenus implements RowMenu.Doing {

    private static final double KEYBOARD_X = 24;
    private static final double KEYBOARD_Y = 56;

    private final PageTools tools;
    private final TrackedTable table;
    private final Desk desk;
    private final Runnable showDetail;
    private @Nullable RowMenu open;

    /** @param showDetail makes the open user visible */
    RowMenus(PageTools tools, TrackedTable table, Desk desk, Runnable showDetail) {
        this.tools = tools;
        this.table = table;
        this.desk = desk;
        this.showDetail = showDetail;
        table.setOnContextMenuRequested(this::requested);
    }

    @Override
    public void open(String id) {
        tools.detail().open(id);
        showDetail.run();
    }

    @Override
    public void ask(String id, Consumer<UserDetail> dialog) {
        tools.background()
                .<Optional<UserDetail>>run(
                        () -> tools.moderation().user(id),
                        user -> here(() -> user.ifPresentOrElse(
                                dialog, () -> tools.toasts().failed(text("detail.unknown", Text.visible(id))))),
                        e -> here(() ->
                                tools.toasts().failed(text("users.menu.unread", Text.visible(id), tools.explain(e)))));
    }

    /** Unless the window shows another community by now. */
    private void here(Runnable answer) {
        if (!tools.commands().isClosed()) {
            answer.run();
        }
    }

    private void requested(ContextMenuEvent event) {
        UserRow row = event.isKeyboardTrigger() ? table.getFocusModel().getFocusedItem() : under(event.getTarget());
        if (open != null) {
            open.hide();
            open = null;
        }
        if (row == null) {
            return;
        }
        event.consume();
        RowMenu menu = new RowMenu(row.user(), desk, tools.permissions().permit(Ability.ACT), tools.dialogs(), this);
        open = menu;
        if (event.isKeyboardTrigger()) {
            Point2D at = table.localToScreen(KEYBOARD_X, KEYBOARD_Y);
            menu.show(table, at.getX(), at.getY());
        } else {
            menu.show(table, event.getScreenX(), event.getScreenY());
        }
    }

    private static @Nullable UserRow under(Object target) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at instanceof TableRow<?> row) {
                return row.getItem() instanceof UserRow user ? user : null;
            }
        }
        return null;
    }
}
