package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.strategy.Meter;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of one user. Guarded by its own monitor, except for the final {@code id}. */
final class UserState {

    static final int MAX_HISTORY = 100;
    static final int MAX_AUDIT = 50;

    final String id;
    final Map<String, Meter> meters = new HashMap<>(2);

    @Nullable
    String name;

    /** Epoch ms of the latest check or moderator's action; negative until there was one. */
    long seenAtMs = -1;

    double score;

    /** What the decay clock showed when the score was written. */
    double scoreClock;

    long violations;

    /** How many of the newest violations came after the latest reset. */
    long violationsSinceReset;

    @Nullable
    Long resetAtMs;

    @Nullable
    Blocking block;

    @Nullable
    Ban ban;

    long moderationRevision;

    /** Newest first. */
    final Deque<Violation> history = new ArrayDeque<>(0);

    /** Newest first. */
    final Deque<AuditEntry> audit = new ArrayDeque<>(0);

    /** The state before the latest moderator's action. */
    @Nullable
    Before before;

    /** By action: when the user may be told again that it is denied. */
    final Map<String, Long> notifyFromMs = new HashMap<>(0);

    /** By action: when its latest EXCESSIVE event was written. */
    final Map<String, Long> excessiveAtMs = new HashMap<>(0);

    @Nullable
    Long blockedEventAtMs;

    long blockedEventsFolded;

    /**
     * What an undo restores.
     *
     * @param scoreReset whether the action that followed reset the score
     */
    record Before(
            boolean scoreReset,
            double score,
            double scoreClock,
            long violationsSinceReset,
            @Nullable Long resetAtMs,
            @Nullable Blocking block,
            @Nullable Ban ban) {}

    UserState(String id) {
        this.id = id;
    }

    boolean isTracked() {
        return seenAtMs >= 0;
    }

    double scoreAt(long nowMs, PolicyBook book) {
        return AbuseScore.decayed(score, scoreClock, book.decay().at(nowMs));
    }

    void setScore(double newScore, long nowMs, PolicyBook book) {
        score = newScore;
        scoreClock = book.decay().at(nowMs);
    }

    @Nullable
    Block blockAt(long nowMs, PolicyBook book) {
        Block shown = block == null ? null : block.shown(book.decay());
        return shown != null && shown.activeAt(nowMs) ? shown : null;
    }

    @Nullable
    Ban banAt(long nowMs) {
        return ban != null && ban.activeAt(nowMs) ? ban : null;
    }

    /** The meter of a policy: the user's own, or a fresh one that is not kept yet. */
    Meter meter(Policy policy, long nowMs) {
        Meter meter = meters.get(policy.action());
        return meter != null && meter.continues(policy.limit()) ? meter : Meter.fresh(policy.limit(), nowMs);
    }

    /** Violations within the last hour since the latest reset, at most {@link AbuseScore#MAX_REPEATS}. */
    int repeats(long nowMs) {
        int repeats = 0;
        long considered = Math.min(violationsSinceReset, AbuseScore.MAX_REPEATS);
        for (Violation violation : history) {
            if (considered-- == 0) {
                break;
            }
            if (violation.atMs() > nowMs - AbuseScore.REPEAT_WINDOW_MS) {
                repeats++;
            }
        }
        return repeats;
    }
}
