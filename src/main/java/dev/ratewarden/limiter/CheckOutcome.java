package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/**
 * The raw figures with which a store answers a check; {@link RateLimiter} makes a {@link Decision} of them.
 *
 * @param reason why
 * @param nowMs the store's clock at the check
 * @param policy the enforced policy of the action; null if it has none, or all are switched off
 * @param applied the limit that {@code quota} tells of; null without a policy
 * @param quota the figures after the check of the level that is nearest to its end, or, if denied, of the one whose wait is longest;
 *     of the action's own limit, untouched, if none was consulted (exempt, banned, blocked); null without a policy
 * @param score the abuse score after the check
 * @param tier after the check
 * @param violations the user's violations ever, this one included
 * @param notifyUser whether the user should be told of this denial
 * @param penalty what the violation added; only with LIMITED, and null for a peek
 * @param ban the ban in force; null if there is none
 * @param block the block in force, perhaps set by this check's violation; null if there is none
 * @param degraded whether it was decided without the shared store
 */
public record CheckOutcome(
        Reason reason,
        long nowMs,
        @Nullable Policy policy,
        @Nullable AppliedLimit applied,
        @Nullable Quota quota,
        double score,
        Tier tier,
        long violations,
        boolean notifyUser,
        @Nullable Penalty penalty,
        @Nullable Ban ban,
        @Nullable Block block,
        boolean degraded) {

    /** The same, with the answer to whether the user should hear of the denial. */
    public CheckOutcome withNotify(boolean notify) {
        return new CheckOutcome(
                reason, nowMs, policy, applied, quota, score, tier, violations, notify, penalty, ban, block, degraded);
    }

    /** The same, decided without the shared store. */
    public CheckOutcome asDegraded() {
        return new CheckOutcome(
                reason, nowMs, policy, applied, quota, score, tier, violations, notifyUser, penalty, ban, block, true);
    }

    /** How long to wait before asking again whether the store is back: nobody can know when it will be. */
    private static final long OUTAGE_RETRY_MS = 1_000;

    /** Ms until the same check could be allowed: the longest of limit, ban and block; 0 if allowed, null if waiting never helps. */
    public @Nullable Long retryAfterMs() {
        if (reason.allows()) {
            return 0L;
        }
        if (reason == Reason.OUTAGE) {
            return OUTAGE_RETRY_MS;
        }
        if ((ban != null && ban.untilMs() == null) || (block != null && block.untilMs() == null)) {
            return null;
        }
        long wait = 0;
        if (reason == Reason.LIMITED && quota != null) {
            if (quota.retryAfterMs() == null) {
                return null;
            }
            wait = quota.retryAfterMs();
        }
        if (ban != null && ban.untilMs() != null) {
            wait = Math.max(wait, ban.untilMs() - nowMs);
        }
        if (block != null && block.untilMs() != null) {
            wait = Math.max(wait, block.untilMs() - nowMs);
        }
        return wait;
    }
}
