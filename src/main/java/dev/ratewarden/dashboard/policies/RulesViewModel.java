package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.ScoreRules;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The score rules and the switch over all policies, as they are being written. For the FX thread. */
final class RulesViewModel {

    /** What people set of the rules. */
    enum Part {
        BLOCK_AT,
        UNBLOCK_BELOW,
        DECAY_PER_HOUR
    }

    /**
     * What stands there.
     *
     * @param wanted null if something is wrong
     * @param problems one sentence for each part that is wrong
     * @param changed whether it is another than what holds
     */
    record State(@Nullable ScoreRules wanted, Map<Part, String> problems, boolean changed, boolean decayPending) {}

    final StringProperty blockAt = new SimpleStringProperty("");
    final StringProperty unblockBelow = new SimpleStringProperty("");
    final StringProperty decayPerHour = new SimpleStringProperty("");
    final ObjectProperty<Enforcement> enforcement = new SimpleObjectProperty<>(Enforcement.ENFORCE);
    private final PoliciesViewModel policies;
    private final ReadOnlyObjectWrapper<State> state =
            new ReadOnlyObjectWrapper<>(new State(ScoreRules.DEFAULT, Map.of(), false, false));
    private ScoreRules inForce = ScoreRules.DEFAULT;
    private Enforcement turned = Enforcement.ENFORCE;
    private boolean read;

    RulesViewModel(PoliciesViewModel policies) {
        this.policies = policies;
        List.of(blockAt, unblockBelow, decayPerHour)
                .forEach(property -> property.addListener((o, before, now) -> check()));
        policies.readingProperty().addListener((o, before, now) -> accept());
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ScoreRules inForce() {
        return inForce;
    }

    /** As the switch stands in the store. */
    Enforcement turned() {
        return turned;
    }

    /** Puts everything as it holds. */
    void discard() {
        blockAt.set(PolicyWords.number(inForce.blockAt()));
        unblockBelow.set(PolicyWords.number(inForce.unblockBelow()));
        decayPerHour.set(PolicyWords.number(inForce.decayPerHour()));
        enforcement.set(turned);
        check();
    }

    /** What was written stays, unless it is what held until now. */
    private void accept() {
        boolean untouched = !read || !state.get().changed();
        boolean switchUntouched = !read || enforcement.get() == turned;
        read = true;
        inForce = policies.book().scoreRules();
        turned = policies.book().enforcement();
        if (switchUntouched) {
            enforcement.set(turned);
        }
        if (untouched) {
            discardRules();
        }
        check();
    }

    private void discardRules() {
        Enforcement chosen = enforcement.get();
        discard();
        enforcement.set(chosen);
    }

    private void check() {
        Map<Part, String> problems = new java.util.EnumMap<>(Part.class);
        ScoreRules wanted = null;
        Double block = number(Part.BLOCK_AT, "blockAt", blockAt, problems);
        Double unblock = number(Part.UNBLOCK_BELOW, "unblockBelow", unblockBelow, problems);
        Double decay = number(Part.DECAY_PER_HOUR, "decayPerHour", decayPerHour, problems);
        if (block != null && unblock != null && decay != null) {
            try {
                wanted = new ScoreRules(block, unblock, decay);
            } catch (InvalidRequestException e) {
                problems.put(part(String.valueOf(e.getMessage())), String.valueOf(e.getMessage()));
            }
        }
        boolean pending = policies.book().decay().pendingAt(policies.nowMs());
        state.set(new State(wanted, problems, !inForce.equals(wanted), pending));
    }

    private static Part part(String message) {
        return message.startsWith("blockAt")
                ? Part.BLOCK_AT
                : message.startsWith("unblockBelow") ? Part.UNBLOCK_BELOW : Part.DECAY_PER_HOUR;
    }

    private static @Nullable Double number(Part part, String name, StringProperty written, Map<Part, String> problems) {
        String entered = written.get().strip();
        try {
            return Double.valueOf(entered.replace(',', '.'));
        } catch (NumberFormatException e) {
            problems.put(part, text("policies.decimal", name, Inputs.quote(entered)));
            return null;
        }
    }
}
