package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user's denials, the score and the block that came of them. Most users have none. Guarded by the user's monitor. */
final class Abuse {

    private static final int MAX_HISTORY = 100;

    private double score;

    /** What the decay clock showed when the score was written. */
    private double scoreClock;

    /** Ever. */
    long violations;

    @Nullable
    Long resetAtMs;

    @Nullable
    Blocking block;

    final RecentTimes recent = new RecentTimes();

    /** Newest first. */
    private final Deque<PastViolation> history = new ArrayDeque<>(4);

    private final Map<String, Denials> denials = new HashMap<>(2);

    /** When the latest event about the blocked user's checks was written. */
    @Nullable
    Long blockedEventAtMs;

    /** How many such events were swallowed since. */
    long blockedEventsFolded;

    /** What an undo goes back to. */
    record Standing(
            double score,
            double scoreClock,
            @Nullable Long resetAtMs,
            @Nullable Blocking block,
            long[] recent) {

        static final Standing NONE = new Standing(0, 0, null, null, new long[0]);

        double scoreAt(double clock) {
            return AbuseScore.decayed(score, scoreClock, clock);
        }

        Standing withoutRecent() {
            return new Standing(score, scoreClock, resetAtMs, block, new long[0]);
        }
    }

    Standing standing() {
        return new Standing(score, scoreClock, resetAtMs, block, recent.all());
    }

    double scoreAt(double clock) {
        return AbuseScore.decayed(score, scoreClock, clock);
    }

    /** What orders users by their scores at any time. */
    double index() {
        return AbuseScore.index(score, scoreClock);
    }

    boolean scored() {
        return score > 0;
    }

    void setScore(double newScore, double clock) {
        score = newScore;
        scoreClock = clock;
    }

    /** Score 0, no block, and no violation counts as a repeat any more. The history stays. */
    void startAnew(long nowMs, double clock) {
        setScore(0, clock);
        block = null;
        recent.clear();
        resetAtMs = nowMs;
    }

    Denials denials(String action) {
        return denials.computeIfAbsent(action, a -> new Denials());
    }

    /** Null if the action was never denied. */
    @Nullable
    Denials knownDenials(String action) {
        return denials.get(action);
    }

    /** The next denial of every action may be told. */
    void letAllBeTold() {
        denials.values().forEach(one -> one.notifyFromMs = Long.MIN_VALUE);
    }

    void remember(Violation violation) {
        history.addFirst(new PastViolation(violation));
        denials(violation.action()).inHistory++;
        if (history.size() > MAX_HISTORY) {
            denials(history.removeLast().action()).inHistory--;
        }
    }

    void clearHistory() {
        history.clear();
        denials.values().forEach(one -> one.inHistory = 0);
    }

    @Nullable
    PastViolation latest() {
        return history.peekFirst();
    }

    /** Newest first. */
    List<Violation> history() {
        return history.stream().map(PastViolation::shown).toList();
    }
}
