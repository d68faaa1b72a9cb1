package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of abuse scores. The Lua scripts do the same operations on the same doubles in the same order, so both agree to the
 * last bit. Scores are kept unrounded and compared and shown rounded to 1e-6.
 */
public final class AbuseScore {

    /** Violations that are this old no longer make the next one dearer. */
    public static final long REPEAT_WINDOW_MS = 3_600_000;
    /** The most repeats that make a violation dearer. */
    public static final int MAX_REPEATS = 99;

    private static final double HALF_UNIT = 5e-7;

    private AbuseScore() {}

    /**
     * A score some time later.
     *
     * @param score as it was when the decay clock showed {@code clock}
     * @param nowClock what the decay clock shows now; a clock that was set back takes nothing away
     */
    public static double decayed(double score, double clock, double nowClock) {
        return Math.max(0, score - Math.max(0, nowClock - clock));
    }

    /** As it is compared and shown. */
    public static double rounded(double score) {
        return Math.floor(score * 1e6 + 0.5) / 1e6;
    }

    /** What a violation adds after {@code repeats} others within the last hour. */
    public static double added(Policy policy, int repeats) {
        return added(policy.points(), policy.escalating(), repeats);
    }

    /** The same for a policy that charges {@code points}, each time more if {@code escalating}. */
    public static double added(int points, boolean escalating, int repeats) {
        return escalating ? points * (1 + 0.5 * repeats) : points;
    }

    /**
     * Where the decay clock stands when a block ends: as far ahead as the score is above {@code unblockBelow}. The block is in force as
     * long as the clock shows no more.
     */
    public static double blockEnd(double score, double nowClock, double unblockBelow) {
        return nowClock + (score - unblockBelow) + HALF_UNIT;
    }

    /** The first ms at which a block that ends at this reading of the decay clock is over; null if only a moderator can end it. */
    public static @Nullable Long blockedUntil(double blockEnd, DecayClock clock) {
        long ms = clock.firstAfter(blockEnd);
        return ms == Long.MAX_VALUE ? null : (Long) ms;
    }

    /** What orders users by their scores at any time, and need not be rewritten while time passes. */
    public static double index(double score, double clock) {
        return score + clock;
    }

    public static Tier tier(double score, boolean blocked) {
        if (blocked) {
            return Tier.BLOCKED;
        }
        double shown = rounded(score);
        if (shown >= ScoreRules.WARNING_AT) {
            return Tier.WARNING;
        }
        return shown >= ScoreRules.CAUTION_AT ? Tier.CAUTION : Tier.NORMAL;
    }
}
