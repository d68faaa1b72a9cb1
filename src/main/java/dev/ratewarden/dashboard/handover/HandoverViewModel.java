package dev.ratewarden.dashboard.handover;

import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.user.Shift;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.HandoverChange;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the moderators of one community tell each other, as last read, and this moderator's part in it. For the FX thread; what is told
 * is told off it.
 */
public final class HandoverViewModel {

    private final Shift shift;
    private final ReadOnlyObjectWrapper<Handover> handover = new ReadOnlyObjectWrapper<>(Handover.EMPTY);

    /** @param shift reads it and tells it, for all pages */
    public HandoverViewModel(Shift shift) {
        this.shift = shift;
        shift.handoverProperty().addListener((o, before, now) -> handover.set(now == null ? Handover.EMPTY : now));
    }

    /** {@link Handover#EMPTY} before the first reading; new with every reading, since what is left of a claim falls. */
    public ReadOnlyObjectProperty<Handover> handoverProperty() {
        return handover.getReadOnlyProperty();
    }

    /** Whether this moderator may tell the others something now, and why not. */
    public Permit permit() {
        return shift.permit();
    }

    /** In whose name this window speaks. */
    public String operator() {
        return shift.operator();
    }

    /** Who is on a user now; empty for nobody. */
    public Optional<Claim> claimOf(String userId) {
        return Optional.ofNullable(shift.claim(userId));
    }

    /**
     * Pins a note for all in place of the one that is there; an empty one takes it away.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException if it is too long
     */
    public void pin(String text) {
        shift.tell(new HandoverChange.Pin(text));
    }
}
