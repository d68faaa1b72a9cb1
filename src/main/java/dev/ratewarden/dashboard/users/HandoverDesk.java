package dev.ratewarden.dashboard.users;

import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Who is on which user, and who has been looked at. For the FX thread. */
final class HandoverDesk {

    private final Moderation moderation;
    private final Background background;
    private final Function<RuntimeException, String> explain;
    private final Consumer<String> failed;
    private final Extra<Handover> extra;
    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, Review> reviews = new HashMap<>();
    private final ReadOnlyObjectWrapper<Handover> latest = new ReadOnlyObjectWrapper<>(Handover.EMPTY);

    /**
     * @param explain one line for people on why something failed
     * @param failed tells people, one line
     */
    HandoverDesk(
            Moderation moderation,
            Background background,
            Function<RuntimeException, String> explain,
            Consumer<String> failed) {
        this.moderation = moderation;
        this.background = background;
        this.explain = explain;
        this.failed = failed;
        // Without the right to read it the column stays empty, and the rest of the page works.
        extra = new Extra<>(Moderation::handover, this::accept, e -> accept(Handover.EMPTY));
    }

    Extra<Handover> extra() {
        return extra;
    }

    ReadOnlyObjectProperty<Handover> latestProperty() {
        return latest.getReadOnlyProperty();
    }

    /** Null if nobody is on the user. */
    @Nullable
    Claim claim(String userId) {
        return claims.get(userId);
    }

    /** Who has looked at the user since the latest violation; null for nobody. */
    @Nullable
    Review review(UserSummary user) {
        Review review = reviews.get(user.id());
        return review != null && review.violations() >= user.violations() ? review : null;
    }

    /** Tells the others, off the FX thread. */
    void tell(HandoverChange change) {
        background.run(() -> moderation.handover(change), this::accept, e -> failed.accept(explain.apply(e)));
    }

    private void accept(Handover now) {
        claims.clear();
        now.claims().forEach(claim -> claims.put(claim.userId(), claim));
        reviews.clear();
        now.reviews().forEach(review -> reviews.put(review.userId(), review));
        latest.set(now);
    }
}
