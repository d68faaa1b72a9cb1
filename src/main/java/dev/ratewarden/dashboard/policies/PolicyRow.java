package dev.ratewarden.dashboard.policies;

import dev.ratewarden.dashboard.charts.ActionShare;
import dev.ratewarden.limiter.Policy;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** One action in the list; stays the same while what is known of it changes. For the FX thread. */
final class PolicyRow {

    /**
     * What is known of it.
     *
     * @param enforced null if the action has only a trial
     * @param trial null if there is none
     * @param differs whether a bot's code says something else
     * @param awaited whether the chosen span is still being read
     * @param share of its checks in that span; null if there was none, or it was not read
     */
    record State(
            @Nullable Policy enforced,
            @Nullable Policy trial,
            boolean differs,
            boolean awaited,
            @Nullable ActionShare share) {

        /** The enforced one, or else the trial. */
        Policy shown() {
            return enforced != null ? enforced : Objects.requireNonNull(trial);
        }
    }

    private final String action;
    private final ReadOnlyObjectWrapper<State> state;

    PolicyRow(String action, State first) {
        this.action = action;
        this.state = new ReadOnlyObjectWrapper<>(first);
    }

    String action() {
        return action;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    void accept(State now) {
        state.set(now);
    }
}
