package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckRequest;
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
    private final AppliedLimit failing;
    private final @Nullable String where;
    private final long atMs;
    private final long retryAfterMs;
    private final double scoreBefore;

    /** No limit holds more than 1,000,000,000. */
    private final int cost;

    private final int points;
    private final byte repeats;
    private final boolean escalated;
    private final boolean blocked;

    @Nullable
    PastViolation next;

    /**
     * @param failing the level that had no room
     * @param retryAfterMs null if waiting would not have helped
     */
    PastViolation(CheckRequest request, long atMs, AppliedLimit failing, @Nullable Long retryAfterMs, Penalty penalty) {
        this.action = request.action();
        this.failing = failing;
        this.where = request.where();
        this.atMs = atMs;
        this.cost = Math.toIntExact(request.cost());
        this.retryAfterMs = retryAfterMs == null ? NEVER : retryAfterMs;
        this.scoreBefore = penalty.scoreBefore();
        this.points = penalty.points();
        this.repeats = (byte) penalty.repeats();
        this.escalated = penalty.added() != penalty.points();
        this.blocked = penalty.blocked();
    }

    String action() {
        return action;
    }

    @Nullable
    String where() {
        return where;
    }

    long atMs() {
        return atMs;
    }

    Violation shown() {
        double added = AbuseScore.added(points, escalated, repeats);
        Penalty penalty = new Penalty(points, repeats, added, scoreBefore, scoreBefore + added, blocked);
        Long retryAfter = retryAfterMs == NEVER ? null : (Long) retryAfterMs;
        return new Violation(
                atMs, action, cost, failing.action(), failing.effective(), retryAfter, penalty, where, false);
    }
}
