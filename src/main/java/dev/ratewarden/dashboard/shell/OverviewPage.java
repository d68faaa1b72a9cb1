package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.charts.ChartSaving;
import dev.ratewarden.dashboard.charts.ChartsView;
import dev.ratewarden.dashboard.charts.TiersViewModel;
import dev.ratewarden.dashboard.charts.TrafficView;
import dev.ratewarden.dashboard.charts.TrafficViewModel;
import dev.ratewarden.dashboard.handover.Absence;
import dev.ratewarden.dashboard.handover.AbsenceViewModel;
import dev.ratewarden.dashboard.handover.HandoverView;
import dev.ratewarden.dashboard.overview.LowerRow;
import dev.ratewarden.dashboard.overview.OverviewView;
import dev.ratewarden.dashboard.overview.OverviewViewModel;
import dev.ratewarden.dashboard.overview.UserExport;
import dev.ratewarden.dashboard.overview.UsersView;
import dev.ratewarden.dashboard.overview.UsersViewModel;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.user.DetailView;
import dev.ratewarden.dashboard.user.DetailViewModel;
import java.util.List;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** The Overview: the community in figures, its worst users, and one of them. */
final class OverviewPage implements PageView {

    private final OverviewViewModel model;
    private final TiersViewModel tiers;
    private final HandoverView handover;
    private final Permit permit;
    private final Navigator navigator;
    private final OverviewView view;
    private boolean inSight;

    /** Shows the events of some types since a moment, epoch ms; null for all that are kept. */
    interface Events {
        void show(Set<String> types, @Nullable Long sinceMs);
    }

    OverviewPage(PageTools tools, OverviewViewModel model, Events events) {
        this.model = model;
        TrafficViewModel traffic = model.traffic();
        tiers = new TiersViewModel(tools.poller(), tools.clock());
        LowerRow choice = new LowerRow(traffic.cardsShownProperty());
        ChartSaving saving = saving(tools);
        // Who opens a user wants to see the user, not the charts that stand there.
        tools.detail().openIdProperty().addListener((o, before, now) -> {
            if (before != null) {
                traffic.cardsShownProperty().set(false);
            }
        });
        handover = handover(tools, events);
        permit = tools.handover().permit();
        navigator = tools.navigator();
        tools.handover()
                .handoverProperty()
                .addListener((o, before, now) -> model.users().reviews(now.reviews()));
        view = new OverviewView(
                model,
                handover,
                new TrafficView(traffic, tools.times(), saving::traffic),
                table(tools, Ui.row(4, choice.overUsers(), handover.pinner())),
                pane(tools),
                new ChartsView(traffic, tiers, choice.overCharts(), saving));
        model.latestProperty().addListener((o, before, now) -> {
            if (now != null) {
                tiers.accept(now);
                saving.accept(now.snapshot().nowMs());
            }
        });
        traffic.cardsShownProperty().addListener((o, before, now) -> tiers.shown(inSight && now));
    }

    @Override
    public Page page() {
        return Page.OVERVIEW;
    }

    @Override
    public Node node() {
        return view;
    }

    @Override
    public List<PaletteAction> actions() {
        BooleanProperty charts = model.traffic().cardsShownProperty();
        return List.of(
                new PaletteAction("palette-pin", text("pin.action"), permit.allowed(), handover::edit),
                new PaletteAction("palette-charts", text("lower.action.charts"), charts.not(), () -> lower(true)),
                new PaletteAction("palette-users", text("lower.action.users"), charts, () -> lower(false)));
    }

    private void lower(boolean charts) {
        navigator.open(Page.OVERVIEW);
        model.traffic().cardsShownProperty().set(charts);
    }

    @Override
    public ObservableList<UserRow> listed() {
        return model.users().rows();
    }

    @Override
    public void shown(boolean now) {
        inSight = now;
        model.traffic().shown(now);
        tiers.shown(now && model.traffic().cardsShownProperty().get());
    }

    private Node table(PageTools tools, Node lead) {
        UserExport export = new UserExport(model.users(), tools.background(), tools.toasts());
        return new UsersView(
                model.users(),
                model.detail(),
                tools.handover(),
                tools.times(),
                () -> tools.files()
                        .save(text("users.export"), text("export.file"))
                        .ifPresent(export::save),
                lead);
    }

    private static HandoverView handover(PageTools tools, Events events) {
        AbsenceViewModel absence = new AbsenceViewModel(
                tools.moderation(), tools.background(), tools.poller(), tools.clock(), tools::explain);
        return new HandoverView(
                tools.handover(),
                absence,
                tools.identity().nameProperty().get(),
                tools.times(),
                tools.stage(),
                kind -> {
                    Absence shown = absence.absenceProperty().get();
                    events.show(kind.types(), shown == null ? null : (Long) shown.sinceMs());
                });
    }

    private Node pane(PageTools tools) {
        return new DetailView(
                tools.detail(),
                tools.dialogs(),
                tools.times(),
                tools.permissions().permit(Ability.ACT),
                listed(model.users(), tools.detail()));
    }

    private ChartSaving saving(PageTools tools) {
        return new ChartSaving(
                tools.identity().nameProperty()::get,
                tools.times(),
                tools.background(),
                tools.toasts(),
                tools.files()::save,
                () -> List.copyOf(view.getScene().getStylesheets()));
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
