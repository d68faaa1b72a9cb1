package dev.ratewarden.dashboard.overview;

import dev.ratewarden.dashboard.handover.ClaimMark;
import dev.ratewarden.dashboard.handover.HandoverViewModel;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.dashboard.table.UserCell;
import dev.ratewarden.moderation.UserSummary;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** What a user is called, with an eye where somebody is on it. */
final class ClaimedCell extends HBox {

    private final HandoverViewModel handover;
    private final UserCell user;
    private final ClaimMark mark = new ClaimMark();

    ClaimedCell(Times times, HandoverViewModel handover) {
        super(4);
        this.handover = handover;
        user = new UserCell(times);
        setAlignment(Pos.CENTER_LEFT);
        user.setMinWidth(0);
        HBox.setHgrow(user, Priority.SOMETIMES);
        user.setMaxWidth(USE_PREF_SIZE);
        getChildren().addAll(user, mark);
    }

    /** @param withId whether the end of the id stands behind the name */
    void show(UserSummary shown, long nowMs, boolean withId) {
        user.show(shown, nowMs, withId);
        mark.show(handover.claim(shown.id()), handover.nowMs(), handover.operator());
        Ui.show(mark, mark.isVisible());
    }
}
