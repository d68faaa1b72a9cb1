package dev.ratewarden.dashboard.user;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A user's limits that are full: nothing of them was used, so a reading leaves them out. */
final class FullLimits {

    private FullLimits() {}

    /** In the order of the policies; without a role, which only a caller could name. */
    static List<ActionQuota> of(UserDetail user, PolicyBook policies) {
        Set<String> used =
                user.quotas().stream().map(quota -> quota.policy().action()).collect(Collectors.toSet());
        double blockAt = policies.scoreRules().blockAt();
        return policies.policies().values().stream()
                .filter(policy -> !used.contains(policy.action()))
                .map(policy -> {
                    Long own = user.overrides().get(policy.action());
                    AppliedLimit applied =
                            AppliedLimit.of(policy, null, own, user.summary().score(), blockAt);
                    return new ActionQuota(policy, applied, full(applied.effective(), user.nowMs()));
                })
                .toList();
    }

    private static Quota full(Limit limit, long nowMs) {
        return new Quota(limit.burst(), limit.burst(), 0L, nowMs, 0);
    }
}
