package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * The limit that stood for a user at one check, and how it came about:
 * {@code floor(configured x role x adaptive)}, or the user's own limit; at least 1; then the instance's share during an outage.
 *
 * @param action whose limit it is: the action that was asked for, or one to which it cascades
 * @param effective the limit in force
 * @param configured the policy's limit
 * @param role what the caller's role multiplied it by; 1 for none
 * @param adaptive what the score left of it, above 0 and at most 1
 * @param override the user's own limit, set by a moderator, which stands instead of limit, role and score; null for none
 * @param share among how many instances the limit was divided during an outage; 1 otherwise
 */
public record AppliedLimit(
        String action,
        Limit effective,
        Limit configured,
        double role,
        double adaptive,
        @Nullable Long override,
        int share) {

    /** The policy's own limit, unchanged. */
    public static AppliedLimit of(Policy policy) {
        return new AppliedLimit(policy.action(), policy.limit(), policy.limit(), 1, 1, null, 1);
    }

    /**
     * @param override the user's own limit; null for none
     * @param score the user's score now, decayed
     * @param blockAt the score at which a user is blocked
     */
    public static AppliedLimit of(
            Policy policy, @Nullable String role, @Nullable Long override, double score, double blockAt) {
        double times = override == null ? policy.multiplier(role) : 1;
        Double floor = override == null ? policy.adaptiveFloor() : null;
        if (override == null && times == 1 && floor == null) {
            return of(policy);
        }
        double adaptive = floor == null ? 1 : adaptive(floor, score, blockAt);
        Limit limit = policy.limit();
        long changed = override == null ? scaled(limit.limit(), times, adaptive) : override;
        long burst;
        if (limit.burst() == limit.limit()) {
            burst = changed;
        } else {
            burst = override == null
                    ? scaled(limit.burst(), times, adaptive)
                    : Math.max(1, (long) Math.floor((double) override * limit.burst() / limit.limit()));
        }
        return new AppliedLimit(policy.action(), limit.scaledTo(changed, burst), limit, times, adaptive, override, 1);
    }

    /**
     * One instance's share of this limit while it is divided among {@code instances}: the floor of the division, at least 1. Where the
     * limit is smaller than the number of instances only as many of them may use it; see {@link #reaches}.
     */
    public AppliedLimit among(int instances) {
        if (instances == 1) {
            return this;
        }
        Limit shared = effective.scaledTo(effective.limit() / instances, effective.burst() / instances);
        return new AppliedLimit(action, shared, configured, role, adaptive, override, instances);
    }

    /** Whether this limit, divided among instances, leaves something for the one that has {@code rank} others before it. */
    public boolean reaches(int rank) {
        return rank < effective.limit();
    }

    /** What is left of a limit at this score: 1 at score 0, {@code floor} from {@code blockAt} on, a straight line between. */
    public static double adaptive(double floor, double score, double blockAt) {
        return 1 - (1 - floor) * Math.min(1, AbuseScore.rounded(score) / blockAt);
    }

    private static long scaled(long value, double times, double adaptive) {
        return (long) Math.max(1, Math.floor(value * times * adaptive));
    }
}
