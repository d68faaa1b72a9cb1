package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.shell.Ability;
import dev.ratewarden.dashboard.shell.PageTools;
import dev.ratewarden.dashboard.users.BulkAct.Kind;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;

/** Opens what is asked and told about acts on many users. */
final class BulkDesk implements BulkBar.Doing {

    private final PageTools tools;
    private final BulkViewModel model;
    private final Picked picked;
    private final TrackedTable table;

    BulkDesk(PageTools tools, BulkViewModel model, Picked picked, TrackedTable table) {
        this.tools = tools;
        this.model = model;
        this.picked = picked;
        this.table = table;
    }

    @Override
    public void ask(Kind kind) {
        List<UserSummary> users = picked.users();
        Permit permit = tools.permissions().permit(Ability.ACT);
        if (users.isEmpty()
                || picked.isTooMany()
                || model.isRunning()
                || !permit.allowed().get()) {
            return;
        }
        BulkTargets targets = model.capture(users);
        BulkDialog.Place place = new BulkDialog.Place(
                tools.identity().nameProperty().get(),
                tools.identity().nameToTypeProperty().get() != null,
                tools.times(),
                table::nowMs,
                permit);
        BulkDialog asked = new BulkDialog(
                kind,
                targets,
                place,
                (act, reason) -> show(model.act(act, targets.seen(), reason)),
                tools.stage()::close);
        tools.stage().dialog(asked.dialog, asked.dialog.first());
    }

    @Override
    public void clear() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    @Override
    public void show(BulkRun run) {
        BulkReport report = new BulkReport(run, earlier -> show(model.undo(earlier)), tools.stage()::close);
        tools.stage().dialog(report, report.close);
    }

    @Override
    public void dismiss() {
        model.dismiss();
    }
}
