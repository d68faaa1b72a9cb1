package dev.ratewarden.store.model;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.SecurityEvent.Severity;
import dev.ratewarden.moderation.Violation;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check of one user, step by step. Changes the user; a peek is made on a copy. */
record ModelCheck(ModelUser user, CheckRequest request, PolicyBook book, long nowMs, Consumer<SecurityEvent> events) {

    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final int EXCESSIVE = 10;

    CheckOutcome run() {
        user.seenAtMs = nowMs;
        if (user.blockNow(nowMs, book) == null) {
            user.block = null;
        }
        Policy policy = book.policy(request.action());
        if (user.banNow(nowMs) != null) {
            return notified(outcome(Reason.BANNED, policy, standing(policy), null));
        }
        if (user.blockNow(nowMs, book) != null) {
            noteHighScore();
            return notified(outcome(Reason.BLOCKED, policy, standing(policy), null));
        }
        if (policy == null) {
            return outcome(Reason.UNPOLICED, null, null, null);
        }
        ModelMeter meter =
                user.meters.computeIfAbsent(policy.action(), action -> ModelMeter.of(policy.limit(), List.of()));
        if (meter.room(request.cost(), nowMs)) {
            return outcome(Reason.ALLOWED, policy, meter.check(request.cost(), nowMs), null);
        }
        Quota quota = meter.check(request.cost(), nowMs);
        return notified(outcome(Reason.LIMITED, policy, quota, violation(policy, quota)));
    }

    private @Nullable Quota standing(@Nullable Policy policy) {
        if (policy == null) {
            return null;
        }
        ModelMeter meter = user.meters.getOrDefault(policy.action(), ModelMeter.of(policy.limit(), List.of()));
        return meter.standing(request.cost(), nowMs);
    }

    private Penalty violation(Policy policy, Quota quota) {
        int repeats = user.repeats(nowMs);
        double added = policy.escalating() ? policy.points() * (1 + 0.5 * repeats) : policy.points();
        double before = user.scoreNow(nowMs, book);
        user.setScore(before + added, nowMs, book);
        user.violations++;
        boolean blocked = user.blockIfDue(nowMs, book);
        Penalty penalty = new Penalty(policy.points(), repeats, added, before, user.score, blocked);
        Violation violation = new Violation(
                nowMs,
                request.action(),
                request.cost(),
                request.action(),
                policy.limit(),
                quota.retryAfterMs(),
                penalty,
                request.where(),
                false);
        user.made.add(new ModelUser.Made(user.violations, violation));
        event("RATE_LIMIT_EXCEEDED_" + request.action().toUpperCase(Locale.ROOT), Severity.WARNING, 0);
        noteExcessive();
        if (blocked) {
            event("USER_AUTO_BLOCKED", Severity.CRITICAL, 0);
        }
        return penalty;
    }

    private void noteExcessive() {
        long ofThisAction = user.history().stream()
                .filter(violation -> violation.action().equals(request.action()))
                .count();
        Long last = user.excessiveAtMs.get(request.action());
        if (ofThisAction > EXCESSIVE && (last == null || nowMs - last >= HOUR_MS)) {
            user.excessiveAtMs.put(request.action(), nowMs);
            event("EXCESSIVE_" + request.action().toUpperCase(Locale.ROOT) + "_ATTEMPTS", Severity.WARNING, 0);
        }
    }

    private void noteHighScore() {
        Long last = user.highScoreEventAtMs;
        if (last != null && nowMs - last < MINUTE_MS) {
            user.swallowedEvents++;
            return;
        }
        event("HIGH_ABUSE_SCORE_LIMIT", Severity.CRITICAL, user.swallowedEvents);
        user.highScoreEventAtMs = nowMs;
        user.swallowedEvents = 0;
    }

    private void event(String type, Severity severity, long folded) {
        double score = ModelUser.rounded(user.scoreNow(nowMs, book));
        events.accept(
                new SecurityEvent(nowMs, type, severity, user.id, request.action(), request.where(), score, folded));
    }

    private CheckOutcome outcome(
            Reason reason, @Nullable Policy policy, @Nullable Quota quota, @Nullable Penalty penalty) {
        return new CheckOutcome(
                reason,
                nowMs,
                policy,
                policy == null ? null : AppliedLimit.of(policy),
                quota,
                ModelUser.rounded(user.scoreNow(nowMs, book)),
                user.tier(nowMs, book),
                user.violations,
                false,
                penalty,
                user.banNow(nowMs),
                user.blockNow(nowMs, book),
                false);
    }

    /** The denial, with the answer to whether the user should hear of it. */
    private CheckOutcome notified(CheckOutcome denial) {
        Long mark = user.notifyFromMs.get(request.action());
        boolean notify = mark == null || nowMs >= mark;
        if (notify) {
            Long wait = denial.retryAfterMs();
            user.notifyFromMs.put(request.action(), wait == null ? Long.MAX_VALUE : nowMs + wait);
        }
        return denial.withNotify(notify);
    }
}
