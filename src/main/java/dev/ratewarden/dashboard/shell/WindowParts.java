package dev.ratewarden.dashboard.shell;

import dev.ratewarden.dashboard.act.ActionDialogs;
import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.settings.Desk;
import dev.ratewarden.dashboard.settings.WindowSettings;
import dev.ratewarden.dashboard.theme.Appearance;
import dev.ratewarden.dashboard.user.HistoryDrawer;
import dev.ratewarden.moderation.UserDetail;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/**
 * What lies over every community's workspace: dialogs, toasts, notices, colours. For the FX thread.
 *
 * @param login for a community that refuses the one it had
 */
record WindowParts(
        ModalLayer modal,
        Toasts toasts,
        Notices notices,
        Appearance appearance,
        FileDialogs files,
        Times times,
        WindowSettings settings,
        Shortcuts shortcuts,
        Desk desk,
        Login login) {

    /** The way to another password for the community that is shown. */
    interface Login {
        boolean isPossible();

        void ask();
    }

    /** Dialogs and drawers come over the window. */
    ActionDialogs.Stagehand stage() {
        return new ActionDialogs.Stagehand() {
            @Override
            public void dialog(Region dialog, Node first) {
                modal.show(dialog, Pos.CENTER, first);
            }

            @Override
            public void drawer(UserDetail user, ScoreTerms terms) {
                HistoryDrawer drawer = new HistoryDrawer(user, terms, times, modal::close);
                modal.show(drawer, Pos.CENTER_RIGHT, drawer.list());
            }

            @Override
            public void close() {
                modal.close();
            }
        };
    }

    /** Whatever belongs to one community goes with it. */
    void clear() {
        modal.close();
        toasts.clear();
        notices.clear();
    }
}
