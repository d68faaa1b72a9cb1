package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the moderators of one community tell each other, as last read, and this moderator's part in it. One for all pages. For the FX
 * thread; a command runs off it, and an error is told where commands tell theirs.
 */
public final class HandoverViewModel implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HandoverViewModel.class.getName());

    /** A store whose clock was set back by more than this is believed again. */
    private static final long CLOCK_SET_BACK_MS = 60_000;

    private final Moderation moderation;
    private final Background background;
    private final Permit permit;
    private final Function<RuntimeException, String> explain;
    private final Feedback.Teller teller;
    private final ReadOnlyObjectWrapper<Handover> handover = new ReadOnlyObjectWrapper<>(Handover.EMPTY);
    private boolean failing;
    private boolean closed;

    /**
     * @param poller reads it with every reading
     * @param permit to tell others something
     * @param explain one line for people on why something failed
     */
    public HandoverViewModel(
            Moderation moderation,
            Background background,
            Poller poller,
            Permit permit,
            Function<RuntimeException, String> explain,
            Feedback.Teller teller) {
        this.moderation = moderation;
        this.background = background;
        this.permit = permit;
        this.explain = explain;
        this.teller = teller;
        Extra<Handover> extra = new Extra<>(Moderation::handover, this::accept, this::unreadable);
        extra.want(true);
        poller.add(extra);
    }

    /** {@link Handover#EMPTY} before the first reading; new with every reading, since what is left of a claim falls. */
    public ReadOnlyObjectProperty<Handover> handoverProperty() {
        return handover.getReadOnlyProperty();
    }

    /** Whether this moderator may tell the others something now, and why not. */
    public Permit permit() {
        return permit;
    }

    /** In whose name this window speaks. */
    public String operator() {
        return moderation.operator();
    }

    /** Who is on a user now; empty for nobody. */
    public Optional<Claim> claim(UserSummary user) {
        Handover now = handover.get();
        return now.claim(user.id()).filter(claim -> claim.untilMs() > now.nowMs());
    }

    /** Whether this moderator is on that user. */
    public boolean isMine(Claim claim) {
        return claim.operator().equals(operator());
    }

    /** "I'm on it", for half an hour; takes over from somebody else. */
    public void claim(String userId) {
        submit(new HandoverChange.Claim(userId), "handover.failed.claim");
    }

    /** Not any more. */
    public void release(String userId) {
        submit(new HandoverChange.Release(userId), "handover.failed.release");
    }

    /** Looked at, until the next violation. */
    public void review(String userId) {
        submit(new HandoverChange.Review(userId), "handover.failed.review");
    }

    /** To be looked at again. */
    public void unreview(String userId) {
        submit(new HandoverChange.Unreview(userId), "handover.failed.unreview");
    }

    /**
     * Pins a note for all in place of the one that is there; an empty one takes it away.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException if it is too long
     */
    public void pin(String text) {
        submit(new HandoverChange.Pin(text), "handover.failed.pin");
    }

    /** Nothing more is told to anybody. */
    @Override
    public void close() {
        closed = true;
    }

    private void submit(HandoverChange change, String failure) {
        if (closed) {
            return;
        }
        if (!permit.allowed().get()) {
            teller.failed(text(failure, permit.why().get()));
            return;
        }
        background.run(
                () -> moderation.handover(change),
                this::accept,
                e -> teller.failed(text(failure, Text.visible(explain.apply(e)))));
    }

    /** A reading that began before a command ended would show what was before it. */
    private void accept(Handover now) {
        failing = false;
        long behindMs = handover.get().nowMs() - now.nowMs();
        if (!closed && (behindMs <= 0 || behindMs > CLOCK_SET_BACK_MS)) {
            handover.set(now);
        }
    }

    private void unreadable(RuntimeException e) {
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "What moderators told each other cannot be read: {0}", explain.apply(e));
        }
    }
}
