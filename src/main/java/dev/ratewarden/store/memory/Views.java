package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Users as people see them. The caller holds the user's lock. */
final class Views {

    private static final Comparator<ActionQuota> MOST_USED_FIRST = Comparator.comparingDouble((ActionQuota q) ->
                    (double) q.quota().remaining() / q.quota().limit())
            .thenComparing(q -> q.policy().action());

    private Views() {}

    static UserSummary summary(UserState user, long nowMs, PolicyBook book) {
        double score = user.scoreAt(nowMs, book);
        Violation last = user.history.peekFirst();
        return new UserSummary(
                user.id,
                user.name,
                AbuseScore.rounded(score),
                AbuseScore.tier(score, user.blockAt(nowMs, book) != null),
                user.violations,
                last == null ? null : last.action(),
                last == null ? null : (Long) last.atMs(),
                user.seenAtMs,
                user.banAt(nowMs),
                user.blockAt(nowMs, book),
                null);
    }

    static UserDetail detail(UserState user, PolicyBook book, long nowMs) {
        return new UserDetail(
                summary(user, nowMs, book),
                nowMs,
                user.resetAtMs,
                user.moderationRevision,
                null,
                null,
                Map.of(),
                quotas(user, book, nowMs),
                List.copyOf(user.history),
                List.copyOf(user.audit));
    }

    private static List<ActionQuota> quotas(UserState user, PolicyBook book, long nowMs) {
        return book.policies().values().stream()
                .filter(policy -> user.meters.containsKey(policy.action()))
                .map(policy -> new ActionQuota(policy, AppliedLimit.of(policy), quota(user, policy, nowMs)))
                .filter(quota -> quota.quota().resetAtMs() > nowMs)
                .sorted(MOST_USED_FIRST)
                .toList();
    }

    private static Quota quota(UserState user, Policy policy, long nowMs) {
        return user.meter(policy, nowMs).quota(policy.limit(), 1, nowMs);
    }
}
