package dev.ratewarden.dashboard.policies;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a trial. */
final class Trials {

    private Trials() {}

    /**
     * What enforcing a trial puts in force: a trial names no cascades, so those of the enforced policy stay.
     *
     * @param enforced null if the action has only a trial
     */
    static Policy asEnforced(Policy trial, @Nullable Policy enforced) {
        return new Policy(
                trial.action(),
                trial.limit(),
                trial.points(),
                trial.escalating(),
                PolicyMode.ENFORCE,
                enforced == null ? List.of() : enforced.cascadesTo(),
                trial.adaptiveFloor(),
                trial.onOutage(),
                trial.roles());
    }
}
