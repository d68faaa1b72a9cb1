package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;

/** A change of what is allowed. It takes effect in every instance within 5 s, a changed decay after 10 s. */
public sealed interface PolicyChange {

    /** Adds a policy, or replaces the one of the same action and mode. */
    record Put(Policy policy) implements PolicyChange {}

    /** Removes a policy; refused if there is none. */
    record Remove(String action, PolicyMode mode) implements PolicyChange {}

    /**
     * Changes thresholds and decay. Blocks that are set stay as they are. Refused while an earlier change of the decay has not begun.
     */
    record Rules(ScoreRules rules) implements PolicyChange {}

    /** Turns the switch over all policies. */
    record Enforce(Enforcement enforcement) implements PolicyChange {}
}
