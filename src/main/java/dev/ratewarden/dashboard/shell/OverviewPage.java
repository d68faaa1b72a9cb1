package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.overview.OverviewView;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UserExport;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.user.DetailView;
import dev.ratewarden.dashboard.user.DetailViewModel;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;

/** The Overview: the community in figures, its worst users, and one of them. */
final class OverviewPage implements PageView {

    private final OverviewView view;

    OverviewPage(PageTools tools, OverviewViewModel model) {
        UserExport export = new UserExport(model.users(), tools.background(), tools.toasts());
        Node pane = new DetailView(
                tools.detail(),
                tools.dialogs(),
                tools.times(),
                tools.permissions().permit(Ability.ACT),
                listed(model.users(), tools.detail()));
        view = new OverviewView(
                model,
                tools.times(),
                pane,
                () -> tools.files()
                        .save(text("users.export"), text("export.file"))
                        .ifPresent(export::save));
    }

    @Override
    public Page page() {
        return Page.OVERVIEW;
    }

    @Override
    public Node node() {
        return view;
    }

    private static BooleanBinding listed(UsersViewModel users, DetailViewModel detail) {
        return Bindings.createBooleanBinding(
                () -> {
                    String open = detail.openIdProperty().get();
                    return open == null
                            || users.rows().stream().anyMatch(row -> row.id().equals(open));
                },
                detail.openIdProperty(),
                users.rows());
    }
}
