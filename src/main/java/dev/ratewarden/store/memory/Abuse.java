package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import org.jspecify.annotations.Nullable;

/** A user's denials, the score and the block that came of them. Most users have none. Guarded by the user's monitor. */
final class Abuse {

    private static final long NEVER = Long.MIN_VALUE;
    private static final long BLOCKED_EVENT_PERIOD_MS = 60_000;

    private double score;

    /** What the decay clock showed when the score was written. */
    private double scoreClock;

    /** Ever. */
    long violations;

    /** Whether the store's index of scores has the user. */
    boolean indexed;

    @Nullable
    Long resetAtMs;

    @Nullable
    Blocking block;

    final RecentTimes recent = new RecentTimes();

    final History history = new History();

    private @Nullable Denials denials;

    private long blockedEventAtMs = NEVER;

    /** How many such events were swallowed since. */
    private int blockedEventsFolded;

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

    /** What is remembered of the denials of an action. */
    Denials denials(String action) {
        Denials known = knownDenials(action);
        if (known != null) {
            return known;
        }
        denials = new Denials(action, denials);
        return denials;
    }

    /** Null if the action was never denied. */
    @Nullable
    Denials knownDenials(String action) {
        Denials one = denials;
        while (one != null && !one.action.equals(action)) {
            one = one.next;
        }
        return one;
    }

    /** The next denial of every action may be told. */
    void letAllBeTold() {
        for (Denials one = denials; one != null; one = one.next) {
            one.letBeTold();
        }
    }

    void remember(PastViolation violation) {
        denials(violation.action()).inHistory++;
        PastViolation gone = history.add(violation);
        if (gone != null) {
            denials(gone.action()).inHistory--;
        }
    }

    void clearHistory() {
        history.clear();
        for (Denials one = denials; one != null; one = one.next) {
            one.inHistory = 0;
        }
    }

    /**
     * Whether to say now that a blocked user keeps asking, which is done at most once a minute; if not, it is counted.
     *
     * @return how many were counted since it was last said; negative if it is not to be said
     */
    long blockedEventDue(long nowMs) {
        if (blockedEventAtMs != NEVER && nowMs - blockedEventAtMs < BLOCKED_EVENT_PERIOD_MS) {
            blockedEventsFolded++;
            return -1;
        }
        long folded = blockedEventsFolded;
        blockedEventAtMs = nowMs;
        blockedEventsFolded = 0;
        return folded;
    }
}
