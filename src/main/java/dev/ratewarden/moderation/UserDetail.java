package dev.ratewarden.moderation;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one user.
 *
 * @param summary the row
 * @param nowMs the store's clock at the reading
 * @param resetAtMs the latest reset; null if there was none
 * @param moderationRevision grows by one with every moderator's action on this user
 * @param note what moderators noted; null if nothing
 * @param graceUntilMs until when violations add nothing to the score, epoch ms; null if they do
 * @param overrides the user's own limits, by action
 * @param quotas where the user stands against each policy that was used and is not full; most used first
 * @param history the latest 100 violations, newest first
 * @param audit the latest moderator's actions on this user, newest first, at most 50
 */
public record UserDetail(
        UserSummary summary,
        long nowMs,
        @Nullable Long resetAtMs,
        long moderationRevision,
        @Nullable Note note,
        @Nullable Long graceUntilMs,
        Map<String, Long> overrides,
        List<ActionQuota> quotas,
        List<Violation> history,
        List<AuditEntry> audit) {

    public UserDetail {
        overrides = Map.copyOf(overrides);
        quotas = List.copyOf(quotas);
        history = List.copyOf(history);
        audit = List.copyOf(audit);
    }

    /** What is left of one action's limit, for a cost of 1. */
    public record ActionQuota(Policy policy, AppliedLimit applied, Quota quota) {}
}
