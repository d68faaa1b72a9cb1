package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.moderation.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A violation as a history keeps it, and the one that came after it: a hundred of them must fit into a few kilobytes. Guarded by the
 * user's monitor.
 */
final class PastViolation {

    private static final long NEVER = -1;

    private final String action;
    private final String level;
    private final Limit limit;
    private final @Nullable String where;
    private final long atMs;
    private final long cost;
    private final long retryAfterMs;
    private final double added;
    private final double scoreBefore;
    private final int points;
    private final byte repeats;
    private final boolean blocked;
    private final boolean degraded;

    @Nullable
    PastViolation next;

    PastViolation(Violation violation) {
        Penalty penalty = violation.penalty();
        this.action = violation.action();
        this.level = violation.level();
        this.limit = violation.limit();
        this.where = violation.where();
        this.atMs = violation.atMs();
        this.cost = violation.cost();
        this.retryAfterMs = violation.retryAfterMs() == null ? NEVER : violation.retryAfterMs();
        this.added = penalty.added();
        this.scoreBefore = penalty.scoreBefore();
        this.points = penalty.points();
        this.repeats = (byte) penalty.repeats();
        this.blocked = penalty.blocked();
        this.degraded = violation.degraded();
    }

    String action() {
        return action;
    }

    long atMs() {
        return atMs;
    }

    Violation shown() {
        Penalty penalty = new Penalty(points, repeats, added, scoreBefore, scoreBefore + added, blocked);
        Long retryAfter = retryAfterMs == NEVER ? null : (Long) retryAfterMs;
        return new Violation(atMs, action, cost, level, limit, retryAfter, penalty, where, degraded);
    }
}
