package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * What the moderators of one community tell each other, and this one's part in it: read with every poll, told off the FX thread. All pages
 * ask it, so that they agree; where it cannot be read for a while, what was read last stays. For the FX thread.
 */
public final class HandoverViewModel {

    /** A store whose clock was set back by more than this is believed again. */
    private static final long CLOCK_SET_BACK_MS = 60_000;

    private final Moderation moderation;
    private final Background background;
    private final Feedback.Teller teller;
    private final Permit permit;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyObjectWrapper<Handover> handover = new ReadOnlyObjectWrapper<>(Handover.EMPTY);
    private final Extra<Read> extra;
    private final AtomicLong changes = new AtomicLong();
    private Map<String, Claim> claims = Map.of();
    private Map<String, Review> reviews = Map.of();

    /** @param permit to tell other moderators something */
    public HandoverViewModel(
            Moderation moderation,
            Background background,
            Feedback.Teller teller,
            Permit permit,
            Function<RuntimeException, String> explain) {
        this.moderation = moderation;
        this.background = background;
        this.teller = teller;
        this.permit = permit;
        this.explain = explain;
        extra = new Extra<>(store -> new Read(changes.get(), store.handover()), this::accept, e -> {});
        extra.want(true);
    }

    /** To be added to the poller. */
    public Extra<?> extra() {
        return extra;
    }

    /** {@link Handover#EMPTY} before the first reading; new with every reading that no change overtook, since what is left of a claim falls. */
    public ReadOnlyObjectProperty<Handover> handoverProperty() {
        return handover.getReadOnlyProperty();
    }

    /** Who is on a user now; null for nobody. */
    public @Nullable Claim claim(String userId) {
        Claim claim = claims.get(userId);
        return claim == null || leftMs(claim) <= 0 ? null : claim;
    }

    /** Whether this operator is. */
    public boolean isMine(String userId) {
        Claim claim = claim(userId);
        return claim != null && claim.operator().equals(operator());
    }

    /** How long somebody is still on it, ms; by the store's clock at the latest reading. */
    public long leftMs(Claim claim) {
        return claim.untilMs() - nowMs();
    }

    /** The store's clock at the latest reading, epoch ms; 0 before the first. */
    public long nowMs() {
        return handover.get().nowMs();
    }

    /** Who has looked at the user since the latest violation; null if nobody has. */
    public @Nullable Review review(UserSummary user) {
        Review review = reviews.get(user.id());
        return review != null && review.covers(user) ? review : null;
    }

    /** Whether this moderator may tell the others something now, and why not. */
    public Permit permit() {
        return permit;
    }

    /** In whose name this window speaks. */
    public String operator() {
        return moderation.operator();
    }

    /** Tells the others something, off the FX thread; that it was not told is said. */
    public void tell(HandoverChange change) {
        background.run(
                () -> moderation.handover(change),
                this::changed,
                e -> teller.failed(text("handover.failed", explain.apply(e))));
    }

    private void changed(Handover now) {
        changes.incrementAndGet();
        accept(now);
    }

    /** A reading that began before a change was made may show what was before it. */
    private void accept(Read read) {
        if (read.changesBefore() == changes.get()) {
            accept(read.handover());
        }
    }

    /** Answers may come out of order. */
    private void accept(Handover now) {
        Handover before = handover.get();
        if (now.nowMs() >= before.nowMs() || before.nowMs() - now.nowMs() > CLOCK_SET_BACK_MS) {
            claims = now.claims().stream()
                    .collect(Collectors.toMap(Claim::userId, Function.identity(), (one, other) -> one));
            reviews = now.reviews().stream()
                    .collect(Collectors.toMap(Review::userId, Function.identity(), (one, other) -> other));
            handover.set(now);
        }
    }

    /** @param changesBefore how many changes this window had made when the reading began */
    private record Read(long changesBefore, Handover handover) {}
}
