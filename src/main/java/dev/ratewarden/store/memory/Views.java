package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.strategy.Meter;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Users as people see them. The caller holds the user's lock. */
final class Views {

    private static final Comparator<ActionQuota> MOST_USED_FIRST = Comparator.comparingDouble((ActionQuota q) ->
                    (double) q.quota().remaining() / q.quota().limit())
            .thenComparing(q -> q.policy().action());

    private Views() {}

    static UserSummary summary(UserState user, long nowMs, PolicyBook book) {
        double clock = book.decay().at(nowMs);
        double score = user.scoreAt(clock);
        Block block = user.blockAt(clock, book.decay());
        PastViolation last = user.abuse() == null ? null : user.abuse().history.newest();
        return new UserSummary(
                user.id,
                user.name,
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                user.violations(),
                last == null ? null : last.action(),
                last == null ? null : (Long) last.atMs(),
                user.seenAtMs,
                user.measures().banAt(nowMs),
                block,
                user.measures().exemptionAt(nowMs));
    }

    static UserDetail detail(UserState user, PolicyBook book, long nowMs) {
        Abuse abuse = user.abuse();
        return new UserDetail(
                summary(user, nowMs, book),
                nowMs,
                abuse == null ? null : abuse.resetAtMs,
                user.moderationRevision(),
                user.measures().note(),
                user.measures().graceAt(nowMs),
                user.measures().overrides(),
                quotas(user, book, nowMs),
                abuse == null ? List.of() : abuse.history.all(),
                user.trail() == null ? List.of() : user.trail().entries());
    }

    private static List<ActionQuota> quotas(UserState user, PolicyBook book, long nowMs) {
        double score = user.scoreAt(book.decay().at(nowMs));
        List<ActionQuota> quotas = new ArrayList<>();
        for (Policy policy : book.policies().values()) {
            Meter meter = user.meter(policy.action());
            if (meter != null && meter.continues(policy.limit())) {
                AppliedLimit applied = AppliedLimit.of(
                        policy,
                        null,
                        user.override(policy.action()),
                        score,
                        book.scoreRules().blockAt());
                Quota quota = meter.quota(applied.effective(), 1, nowMs);
                if (quota.resetAtMs() > nowMs) {
                    quotas.add(new ActionQuota(policy, applied, quota));
                }
            }
        }
        quotas.sort(MOST_USED_FIRST);
        return quotas;
    }
}
