package dev.ratewarden.dashboard.users;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.table.UserColumns;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.UserSummary;
import java.util.Comparator;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import org.jspecify.annotations.Nullable;

/** The columns of the page Users, all of them, in their order. */
final class TrackedColumns {

    private static final PseudoClass CLAIMED = PseudoClass.getPseudoClass("claimed");
    private static final double ON_IT_WIDTH = 84;

    private final UserColumns columns;
    private final HandoverViewModel handover;

    TrackedColumns(TrackedViewModel model, HandoverViewModel handover, Times times) {
        this.columns = new UserColumns(model.rows().nowMsProperty(), times);
        this.handover = handover;
    }

    List<TableColumn<UserRow, UserSummary>> all() {
        return List.of(
                columns.tier(),
                columns.userWithId(),
                columns.id(),
                columns.score(),
                columns.violations(),
                columns.lastAction(),
                columns.lastViolation(),
                columns.lastSeen(),
                columns.ban(),
                columns.exemption(),
                onIt(),
                columns.accountAge());
    }

    private TableColumn<UserRow, UserSummary> onIt() {
        return UserColumns.column(
                "onIt",
                ON_IT_WIDTH,
                Comparator.comparing(this::words),
                () -> Ui.label("", "on-it"),
                this::show,
                handover.handoverProperty());
    }

    private void show(Label label, UserRow row) {
        Claim claim = handover.claim(row.id());
        label.setText(words(row.user(), claim));
        label.pseudoClassStateChanged(CLAIMED, claim != null);
        label.setAccessibleText(
                claim == null
                        ? label.getText()
                        : text(
                                "users.onit.spoken",
                                Text.visible(claim.operator()),
                                Figures.left(handover.leftMs(claim))));
    }

    private String words(UserSummary user) {
        return words(user, handover.claim(user.id()));
    }

    private String words(UserSummary user, @Nullable Claim claim) {
        if (claim != null) {
            return Text.visible(claim.operator());
        }
        return handover.review(user) != null ? text("users.reviewed") : "";
    }
}
