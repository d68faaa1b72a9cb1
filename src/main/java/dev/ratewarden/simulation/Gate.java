package dev.ratewarden.simulation;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The bot's side: asks the real limiter, counts the answers, and tells the limiter what its members are called. Thread-safe. */
final class Gate {

    private final RateLimiter limiter;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final LongAdder allowed = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final LongAdder violations = new LongAdder();
    private final LongAdder degraded = new LongAdder();

    Gate(RateLimiter limiter) {
        this.limiter = limiter;
    }

    Decision check(Identity who, String action) {
        Decision decision = limiter.check(new CheckRequest(who.id(), action, 1, Actions.channelOf(action, who.id())));
        (decision.allowed() ? allowed : denied).increment();
        if (decision.reason() == Reason.LIMITED) {
            violations.increment();
        }
        if (decision.degraded()) {
            degraded.increment();
        }
        // A name is kept only for a user who is tracked, so it follows the first check.
        if (seen.add(who.id()) && who.name() != null) {
            limiter.describe(who.id(), who.name());
        }
        return decision;
    }

    /** Whether the user is one of this simulation's, and has been checked. */
    boolean knows(String userId) {
        return seen.contains(userId);
    }

    int usersSeen() {
        return seen.size();
    }

    /** Consistent once nobody checks any more. */
    SimulationReport report() {
        return new SimulationReport(allowed.sum(), denied.sum(), violations.sum(), degraded.sum());
    }
}
