package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Extra;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** Who looks after whom, and who was looked at: read with every poll, changed off the FX thread. For the FX thread. */
public final class Shift {

    /** A store whose clock was set back by more than this is believed again. */
    private static final long CLOCK_SET_BACK_MS = 60_000;

    private final Moderation moderation;
    private final Background background;
    private final Feedback.Teller teller;
    private final Permit permit;
    private final Function<RuntimeException, String> explain;
    private final ReadOnlyObjectWrapper<@Nullable Handover> handover = new ReadOnlyObjectWrapper<>();
    private final Extra<Handover> extra;

    /** @param permit to tell other moderators something */
    public Shift(
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
        extra = new Extra<>(Moderation::handover, this::accept, e -> handover.set(null));
        extra.want(true);
    }

    /** To be added to the poller. */
    public Extra<Handover> extra() {
        return extra;
    }

    /** Null while nobody has read it, and where it may not be read. */
    public ReadOnlyObjectProperty<@Nullable Handover> handoverProperty() {
        return handover.getReadOnlyProperty();
    }

    public Permit permit() {
        return permit;
    }

    public String operator() {
        return moderation.operator();
    }

    public void tell(HandoverChange change) {
        background.run(
                () -> moderation.handover(change),
                this::accept,
                e -> teller.failed(text("shift.failed", explain.apply(e))));
    }

    /** A reading that began before a change was made would show what was before it. */
    private void accept(Handover now) {
        Handover before = handover.get();
        if (before == null || now.nowMs() >= before.nowMs() || before.nowMs() - now.nowMs() > CLOCK_SET_BACK_MS) {
            handover.set(now);
        }
    }
}
