package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.shell.PageView;
import dev.ratewarden.dashboard.shell.PaletteAction;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.table.UserRows;
import dev.ratewarden.dashboard.user.DetailView;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.Moderation;
import java.util.List;
import java.util.TreeSet;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** The page Users: everybody who is tracked, found, filtered and sorted; one of them in detail; many of them acted on at once. */
public final class UsersPage implements PageView {

    private static final double DETAIL_WIDTH = 372;

    private final PageTools tools;
    private final TrackedViewModel model;
    private final FilterBar filters;
    private final ExportMenu export;
    private final TrackedView view;
    private final HBox page;

    public UsersPage(PageTools tools) {
        this.tools = tools;
        UserRows rows = new UserRows(tools.commands(), tools.clock());
        model = new TrackedViewModel(rows, tools.poller(), tools.clock(), tools.link()::storeMs, tools::explain);
        HandoverViewModel handover = tools.handover();
        Picked picked = new Picked();
        filters = new FilterBar(model);
        TrackedTable table =
                new TrackedTable(model, tools.detail(), picked, new TrackedColumns(model, handover, tools.times()));
        filters.onDown(table::enter);
        BulkViewModel bulk = new BulkViewModel(
                tools.moderation(), tools.background(), tools.commands(), tools.poller(), tools::explain);
        BulkBar bar = new BulkBar(
                picked, tools.permissions().permit(Ability.ACT), bulk, new BulkDesk(tools, bulk, picked, table));
        Node detail = detail(rows);
        ToggleButton toggle = toggle(detail);
        toggle.selectedProperty().addListener((o, before, now) -> table.besideDetail(now));
        table.onOpen(() -> toggle.setSelected(true));
        ReadingNote reading = new ReadingNote();
        new RowMenus(tools, table, handover, reading, () -> toggle.setSelected(true));
        export = new ExportMenu(
                new ExportViewModel(
                        tools.moderation(),
                        tools.background(),
                        tools.toasts(),
                        tools.commands()::isClosed,
                        tools::explain),
                rows,
                tools.files());
        view = new TrackedView(
                model, tools.times(), table, filters, Ui.row(8, reading, export, new ColumnMenu(table), toggle), bar);
        HBox.setHgrow(view, Priority.ALWAYS);
        page = new HBox(12, view, detail);
        page.getStyleClass().add("users-page");
    }

    private DetailView detail(UserRows rows) {
        DetailView detail = new DetailView(
                tools.detail(),
                tools.dialogs(),
                tools.times(),
                tools.permissions().permit(Ability.ACT),
                listed(rows));
        detail.setMinWidth(DETAIL_WIDTH);
        detail.setPrefWidth(DETAIL_WIDTH);
        detail.setMaxWidth(DETAIL_WIDTH);
        return detail;
    }

    private static ToggleButton toggle(Node detail) {
        ToggleButton button = new ToggleButton("", Ui.icon("fth-sidebar"));
        button.setId("users-detail-toggle");
        button.setAccessibleText(text("users.detail.toggle"));
        Ui.tip(button, text("users.detail.toggle"));
        button.getStyleClass().add("chip-toggle");
        button.setSelected(true);
        button.selectedProperty().addListener((o, before, now) -> Ui.show(detail, now));
        return button;
    }

    private BooleanBinding listed(UserRows rows) {
        return Bindings.createBooleanBinding(
                () -> {
                    String open = tools.detail().openIdProperty().get();
                    return open == null
                            || rows.shown().stream().anyMatch(row -> row.id().equals(open));
                },
                tools.detail().openIdProperty(),
                rows.shown());
    }

    @Override
    public Page page() {
        return Page.USERS;
    }

    @Override
    public Node node() {
        return page;
    }

    @Override
    public Node first() {
        return filters.search();
    }

    @Override
    public List<PaletteAction> actions() {
        return List.of(
                new PaletteAction("users-find", text("users.palette.find"), this::find),
                new PaletteAction(
                        "users-clear",
                        text("users.palette.clear"),
                        model.filterProperty().isNotEqualTo(UsersFilter.NONE),
                        () -> model.filterProperty().set(UsersFilter.NONE)),
                new PaletteAction("users-export", text("users.palette.export"), () -> export.all(UserFile.Format.CSV)));
    }

    private void find() {
        tools.navigator().open(Page.USERS);
        filters.search().requestFocus();
    }

    @Override
    public ObservableList<UserRow> listed() {
        return model.rows().shown();
    }

    @Override
    public void shown(boolean now) {
        model.shown(now);
        if (now) {
            view.show();
            tools.background().run(() -> actions(tools.moderation()), filters::actions, e -> {});
        }
    }

    /** Those with a policy and those that were ever checked. */
    private static List<String> actions(Moderation moderation) {
        TreeSet<String> names = new TreeSet<>(moderation.policies().policies().keySet());
        moderation.actionCounts().stream().map(ActionCount::action).forEach(names::add);
        return List.copyOf(names);
    }
}
