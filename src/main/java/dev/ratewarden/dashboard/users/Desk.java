package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.user.Shift;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.UserSummary;
import java.util.HashMap;
import java.util.Map;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;

/** Who is on which user and who has been looked at, found by id: a table asks for each of its rows. For the FX thread. */
final class Desk {

    private final Shift shift;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Review> reviews = new HashMap<>();
    private final ReadOnlyLongWrapper readings = new ReadOnlyLongWrapper();
    private long nowMs;

    Desk(Shift shift) {
        this.shift = shift;
        shift.handoverProperty().addListener((o, before, now) -> accept(now == null ? Handover.EMPTY : now));
    }

    /** Changes whenever something may have changed. */
    ReadOnlyLongProperty readingsProperty() {
        return readings.getReadOnlyProperty();
    }

    /** How long somebody is still on it, ms. */
    long leftMs(Claim claim) {
        return claim.untilMs() - nowMs;
    }

    /** Null if nobody is on the user. */
    @Nullable
    Claim claim(String userId) {
        return claims.get(userId);
    }

    /** Whether this operator is. */
    boolean isMine(String userId) {
        Claim claim = claims.get(userId);
        return claim != null && claim.operator().equals(shift.operator());
    }

    /** Whether somebody has looked at the user since the latest violation. */
    boolean isReviewed(UserSummary user) {
        Review review = reviews.get(user.id());
        return review != null && review.violations() >= user.violations();
    }

    Permit permit() {
        return shift.permit();
    }

    /** Tells the others, off the FX thread. */
    void tell(HandoverChange change) {
        shift.tell(change);
    }

    private void accept(Handover now) {
        claims.clear();
        now.claims().forEach(claim -> claims.put(claim.userId(), claim));
        reviews.clear();
        now.reviews().forEach(review -> reviews.put(review.userId(), review));
        nowMs = now.nowMs();
        readings.set(readings.get() + 1);
    }
}
