package dev.ratewarden.limiter;

/**
 * The arithmetic of abuse scores. The Lua scripts do the same operations on the same doubles in the same order, so both agree to the
 * last bit. Scores are kept unrounded and compared and shown rounded to 1e-6.
 */
public final class AbuseScore {

    /** Violations that are this old no longer make the next one dearer. */
    public static final long REPEAT_WINDOW_MS = 3_600_000;
    /** The most repeats that make a violation dearer. */
    public static final int MAX_REPEATS = 99;

    private static final double MS_PER_HOUR = 3_600_000.0;
    private static final double HALF_UNIT = 5e-7;
    private static final double FOREVER_MS = 9e15;

    private AbuseScore() {}

    /** The score at {@code nowMs} of one that was {@code score} at {@code atMs}. */
    public static double decayed(double score, long atMs, long nowMs, double decayPerHour) {
        return Math.max(0, score - decayPerHour * Math.max(0, nowMs - atMs) / MS_PER_HOUR);
    }

    /** As it is compared and shown. */
    public static double rounded(double score) {
        return Math.floor(score * 1e6 + 0.5) / 1e6;
    }

    /** What a violation adds after {@code repeats} others within the last hour. */
    public static double added(Policy policy, int repeats) {
        return policy.escalating() ? policy.points() * (1 + 0.5 * repeats) : policy.points();
    }

    /** The block of a user whose score reached the threshold at {@code nowMs}. */
    public static Block block(double score, long nowMs, ScoreRules rules) {
        if (rules.decayPerHour() == 0) {
            return new Block(nowMs, null);
        }
        double lasts = Math.floor((score - rules.unblockBelow() + HALF_UNIT) * MS_PER_HOUR / rules.decayPerHour()) + 1;
        return new Block(nowMs, lasts > FOREVER_MS ? null : nowMs + (long) lasts);
    }

    /**
     * The score at a fixed moment that decays to the same: users keep their order under it while time passes, so an index of it
     * need not be rewritten.
     */
    public static double index(double score, long atMs, double decayPerHour) {
        return score + decayPerHour * atMs / MS_PER_HOUR;
    }

    /** The index at {@code nowMs} from which on a rounded score is at least {@code score}. */
    public static double indexFrom(double score, long nowMs, double decayPerHour) {
        return score - HALF_UNIT + decayPerHour * nowMs / MS_PER_HOUR;
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
