package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Actions;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.user.DetailViewModel;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** What the palette offers of the user who is open, under the conditions of the buttons in the detail pane. For the FX thread. */
final class OpenUserActions {

    private final DetailViewModel detail;
    private final Actions actions;
    private final BooleanBinding shown;
    private final BooleanBinding actable;

    OpenUserActions(DetailViewModel detail, Actions actions, Permit permit) {
        this.detail = detail;
        this.actions = actions;
        shown = detail.detailProperty().isNotNull();
        actable = Bindings.createBooleanBinding(
                () -> shown.get()
                        && permit.allowed().get()
                        && detail.runningProperty().get() == null,
                shown,
                permit.allowed(),
                detail.runningProperty());
    }

    /** Those of the moment; each belongs to the user who is open now, whoever is open when it is done. */
    List<PaletteAction> now() {
        UserDetail user = detail.detailProperty().get();
        if (user == null) {
            return List.of();
        }
        String name = Names.apart(user.summary());
        boolean banned = user.summary().ban() != null;
        boolean exempt = user.summary().exemption() != null;
        return List.of(
                new PaletteAction("reset", text("palette.reset", name), actable, () -> on(user, actions::reset)),
                new PaletteAction(
                        "ban",
                        text(banned ? "palette.unban" : "palette.ban", name),
                        actable,
                        () -> on(user, banned ? actions::unban : actions::ban)),
                exempt
                        ? new PaletteAction(
                                "unexempt", text("palette.unexempt", name), actable, () -> on(user, actions::unexempt))
                        : new PaletteAction(
                                "exempt", text("palette.exempt", name), actable, () -> on(user, actions::exempt)),
                new PaletteAction("note", text("palette.note", name), actable, () -> on(user, actions::note)),
                new PaletteAction("override", text("palette.limit", name), actable, () -> on(user, actions::override)),
                new PaletteAction("message", text("palette.message", name), shown, () -> on(user, actions::message)),
                new PaletteAction("history", text("palette.history", name), shown, () -> on(user, actions::history)));
    }

    /** As last read, if it is still open; else as it was when it was offered. */
    private void on(UserDetail offered, Consumer<UserDetail> action) {
        UserDetail latest = detail.detailProperty().get();
        boolean same =
                latest != null && latest.summary().id().equals(offered.summary().id());
        action.accept(same ? latest : offered);
    }
}
