package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.user.Shift;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.UserSummary;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** What the table of all users asks of the shift for each of its rows. For the FX thread. */
final class Desk {

    private final Shift shift;
    private final ReadOnlyLongWrapper readings = new ReadOnlyLongWrapper();

    Desk(Shift shift) {
        this.shift = shift;
        shift.handoverProperty().addListener((o, before, now) -> readings.set(readings.get() + 1));
    }

    /** How often it was read: changes whenever something may have changed. */
    ReadOnlyLongProperty readingsProperty() {
        return readings.getReadOnlyProperty();
    }

    /** How long somebody is still on it, ms. */
    long leftMs(Claim claim) {
        return shift.leftMs(claim);
    }

    /** Null if nobody is on the user. */
    @Nullable
    Claim claim(String userId) {
        return shift.claim(userId);
    }

    /** Whether this operator is. */
    boolean isMine(String userId) {
        return shift.isMine(userId);
    }

    /** Whether somebody has looked at the user since the latest violation. */
    boolean isReviewed(UserSummary user) {
        return shift.review(user) != null;
    }

    Permit permit() {
        return shift.permit();
    }

    /** Tells the others, off the FX thread. */
    void tell(HandoverChange change) {
        shift.tell(change);
    }
}
