package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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
    private final HandoverViewModel handover;
    private final Runnable showDetail;
    private final ReadingNote reading;
    private @Nullable RowMenu open;
    private int asks;

    /** What was asked, and where the moderator was then. */
    private record Ask(int number, Place place) {}

    private record Place(
            Page page,
            @Nullable Node focus,
            @Nullable String focused,
            Set<String> selected,
            @Nullable RowMenu menu) {}

    /**
     * @param reading tells who is being read
     * @param showDetail makes the open user visible
     */
    RowMenus(
            PageTools tools, TrackedTable table, HandoverViewModel handover, ReadingNote reading, Runnable showDetail) {
        this.tools = tools;
        this.table = table;
        this.handover = handover;
        this.reading = reading;
        this.showDetail = showDetail;
        table.setOnContextMenuRequested(this::requested);
    }

    @Override
    public void open(String id) {
        tools.detail().open(id);
        showDetail.run();
    }

    @Override
    public void ask(UserSummary user, Consumer<UserDetail> dialog) {
        Ask ask = new Ask(++asks, place());
        reading.show(Names.of(user));
        tools.background()
                .<Optional<UserDetail>>run(
                        () -> tools.moderation().user(user.id()),
                        read -> answered(
                                ask,
                                () -> read.ifPresentOrElse(
                                        dialog,
                                        () -> tools.toasts().failed(text("detail.unknown", Text.visible(user.id()))))),
                        e -> answered(
                                ask,
                                () -> tools.toasts()
                                        .failed(text("users.menu.unread", Names.of(user), tools.explain(e)))));
    }

    /** Unless the moderator is at something else by now: a dialog that comes late would get the keys meant for that. */
    private void answered(Ask ask, Runnable answer) {
        if (ask.number() != asks) {
            return;
        }
        reading.hide();
        if (!tools.commands().isClosed() && ask.place().equals(place())) {
            answer.run();
        }
    }

    private Place place() {
        UserRow focused = table.getFocusModel().getFocusedItem();
        return new Place(
                tools.navigator().pageProperty().get(),
                table.getScene() == null ? null : table.getScene().getFocusOwner(),
                focused == null ? null : focused.id(),
                table.getSelectionModel().getSelectedItems().stream()
                        .map(UserRow::id)
                        .collect(Collectors.toSet()),
                open);
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
        RowMenu menu =
                new RowMenu(row.user(), handover, tools.permissions().permit(Ability.ACT), tools.dialogs(), this);
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
