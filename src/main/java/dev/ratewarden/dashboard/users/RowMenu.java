package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Actions;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.AccountAge;
import dev.ratewarden.dashboard.parts.Copy;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.function.Consumer;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done to one user of the table. The user is the one under the pointer when it opened, wherever its row goes meanwhile. */
final class RowMenu extends ContextMenu {

    /** What its entries do. */
    interface Doing {

        void open(String id);

        /** Reads the user and then opens what asks. */
        void ask(UserSummary user, Consumer<UserDetail> dialog);
    }

    private final UserSummary user;

    RowMenu(UserSummary user, HandoverViewModel handover, Permit permit, Actions actions, Doing doing) {
        this.user = user;
        setId("row-menu");
        MenuItem whom = new MenuItem(Names.apart(user));
        whom.setId("row-menu-user");
        whom.setMnemonicParsing(false);
        whom.setDisable(true);
        getItems().addAll(whom, item("open", () -> doing.open(user.id())), new SeparatorMenuItem());
        acts(permit, (key, dialog) -> item(key, () -> doing.ask(user, dialog)), actions);
        getItems().add(new SeparatorMenuItem());
        getItems()
                .addAll(
                        item("copyId", () -> Copy.words(user.id())),
                        item("copyMention", () -> Copy.words(mention(user))));
        getItems().add(new SeparatorMenuItem());
        tells(handover);
    }

    /** As a chat server understands it; by name where the id is not one of Discord's. */
    static String mention(UserSummary user) {
        return AccountAge.isSnowflake(user.id()) ? "<@" + user.id() + ">" : "@" + Names.of(user);
    }

    private interface Entry {
        MenuItem of(String key, Consumer<UserDetail> dialog);
    }

    private void acts(Permit permit, Entry entry, Actions actions) {
        boolean banned = user.ban() != null;
        boolean exempt = user.exemption() != null;
        add(permit, entry.of("reset", actions::reset));
        add(permit, banned ? entry.of("unban", actions::unban) : entry.of("ban", actions::ban));
        add(permit, exempt ? entry.of("unexempt", actions::unexempt) : entry.of("exempt", actions::exempt));
        addWhy(permit, "act");
    }

    private void tells(HandoverViewModel handover) {
        String id = user.id();
        add(
                handover.permit(),
                handover.isMine(id)
                        ? item("release", () -> handover.tell(new HandoverChange.Release(id)))
                        : item("claim", () -> handover.tell(new HandoverChange.Claim(id))));
        add(
                handover.permit(),
                handover.review(user) != null
                        ? item("unreview", () -> handover.tell(new HandoverChange.Unreview(id)))
                        : item("review", () -> handover.tell(HandoverChange.Review.of(user))));
        addWhy(handover.permit(), "tell");
    }

    private void add(Permit permit, MenuItem item) {
        item.setDisable(!permit.allowed().get());
        getItems().add(item);
    }

    private void addWhy(Permit permit, String id) {
        String why = permit.why().get();
        if (!why.isEmpty()) {
            MenuItem words = new MenuItem(why);
            words.setId("row-menu-why-" + id);
            words.setMnemonicParsing(false);
            words.setDisable(true);
            getItems().add(words);
        }
    }

    private static MenuItem item(String key, Runnable action) {
        MenuItem item = new MenuItem(text("users.menu." + key));
        item.setId("row-menu-" + key);
        item.setMnemonicParsing(false);
        item.setOnAction(e -> action.run());
        return item;
    }
}
