package dev.ratewarden.store.memory;

import static dev.ratewarden.moderation.SecurityEvent.Severity.CRITICAL;
import static dev.ratewarden.moderation.SecurityEvent.Severity.WARNING;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.strategy.Meter;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.Violation;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One check of one user. The caller holds the user's lock. */
record Check(CheckRequest request, @Nullable Policy policy, PolicyBook book, long nowMs) {

    private static final int EXCESSIVE_ABOVE = 10;
    private static final long EXCESSIVE_PERIOD_MS = 3_600_000;
    private static final long BLOCKED_EVENT_PERIOD_MS = 60_000;

    /** Decides, consumes and records. */
    CheckOutcome perform(UserState user, Journal journal) {
        user.seenAtMs = nowMs;
        endBlock(user);
        CheckOutcome foreseen = foresee(user);
        CheckOutcome outcome = switch (foreseen.reason()) {
            case ALLOWED -> consume(user, foreseen);
            case LIMITED -> punish(user, foreseen, journal);
            case BLOCKED -> {
                reportBlocked(user, journal);
                yield foreseen;
            }
            default -> foreseen;
        };
        return outcome.reason().allows() ? outcome : notified(user, outcome);
    }

    /** The answer, without touching the user. */
    CheckOutcome foresee(UserState user) {
        Meter meter = policy == null ? null : user.meter(policy, nowMs);
        boolean room = policy == null || meter == null || meter.hasRoom(policy.limit(), request.cost(), nowMs);
        Reason reason = reason(user, room);
        Quota quota = null;
        if (policy != null && meter != null) {
            quota = reason == Reason.ALLOWED ? afterConsuming(policy, meter.copy()) : quotaOf(policy, meter);
        }
        double score = user.scoreAt(nowMs, book);
        Block block = user.blockAt(nowMs, book);
        CheckOutcome outcome = new CheckOutcome(
                reason,
                nowMs,
                policy,
                policy == null ? null : AppliedLimit.of(policy),
                quota,
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                user.violations,
                false,
                null,
                user.banAt(nowMs),
                block,
                false);
        return reason.allows() ? outcome : outcome.withNotify(mayNotify(user));
    }

    private Reason reason(UserState user, boolean room) {
        if (user.banAt(nowMs) != null) {
            return Reason.BANNED;
        }
        if (user.blockAt(nowMs, book) != null) {
            return Reason.BLOCKED;
        }
        if (policy == null) {
            return Reason.UNPOLICED;
        }
        return room ? Reason.ALLOWED : Reason.LIMITED;
    }

    private Quota quotaOf(Policy policy, Meter meter) {
        return meter.quota(policy.limit(), request.cost(), nowMs);
    }

    private Quota afterConsuming(Policy policy, Meter meter) {
        long delayMs = meter.consume(policy.limit(), request.cost(), nowMs);
        Quota after = meter.quota(policy.limit(), request.cost(), nowMs);
        return new Quota(after.limit(), after.remaining(), 0L, after.resetAtMs(), delayMs);
    }

    private CheckOutcome consume(UserState user, CheckOutcome foreseen) {
        if (policy != null) {
            Meter meter = user.meter(policy, nowMs);
            meter.consume(policy.limit(), request.cost(), nowMs);
            user.meters.put(policy.action(), meter);
        }
        return foreseen;
    }

    private CheckOutcome punish(UserState user, CheckOutcome foreseen, Journal journal) {
        Policy violated = Objects.requireNonNull(policy);
        Quota quota = Objects.requireNonNull(foreseen.quota());
        Penalty penalty = penalty(user, violated);
        user.setScore(penalty.scoreAfter(), nowMs, book);
        if (penalty.blocked()) {
            user.block = Blocking.by(penalty.scoreAfter(), nowMs, book.decay().at(nowMs), book);
        }
        user.violations++;
        user.violationsSinceReset++;
        CheckOutcome outcome = new CheckOutcome(
                Reason.LIMITED,
                nowMs,
                policy,
                policy == null ? null : AppliedLimit.of(policy),
                quota,
                AbuseScore.rounded(penalty.scoreAfter()),
                AbuseScore.tier(penalty.scoreAfter(), penalty.blocked()),
                user.violations,
                foreseen.notifyUser(),
                penalty,
                null,
                penalty.blocked() ? user.blockAt(nowMs, book) : null,
                false);
        remember(user, violated, quota, penalty);
        report(user, penalty, journal);
        return outcome;
    }

    private Penalty penalty(UserState user, Policy violated) {
        int repeats = user.repeats(nowMs);
        double before = user.scoreAt(nowMs, book);
        double added = AbuseScore.added(violated, repeats);
        double after = before + added;
        boolean blocked = AbuseScore.rounded(after) >= book.scoreRules().blockAt();
        return new Penalty(violated.points(), repeats, added, before, after, blocked);
    }

    private void remember(UserState user, Policy violated, Quota quota, Penalty penalty) {
        user.history.addFirst(new Violation(
                nowMs,
                request.action(),
                request.cost(),
                request.action(),
                violated.limit(),
                quota.retryAfterMs(),
                penalty,
                request.where(),
                false));
        if (user.history.size() > UserState.MAX_HISTORY) {
            user.history.removeLast();
        }
    }

    private void report(UserState user, Penalty penalty, Journal journal) {
        String action = request.action().toUpperCase(Locale.ROOT);
        journal.event(event("RATE_LIMIT_EXCEEDED_" + action, WARNING, penalty.scoreAfter(), 0));
        long count = user.history.stream()
                .filter(violation -> violation.action().equals(request.action()))
                .count();
        Long said = user.excessiveAtMs.get(request.action());
        if (count > EXCESSIVE_ABOVE && (said == null || nowMs - said >= EXCESSIVE_PERIOD_MS)) {
            user.excessiveAtMs.put(request.action(), nowMs);
            journal.event(event("EXCESSIVE_" + action + "_ATTEMPTS", WARNING, penalty.scoreAfter(), 0));
        }
        if (penalty.blocked()) {
            journal.event(event("USER_AUTO_BLOCKED", CRITICAL, penalty.scoreAfter(), 0));
        }
    }

    private void reportBlocked(UserState user, Journal journal) {
        if (user.blockedEventAtMs != null && nowMs - user.blockedEventAtMs < BLOCKED_EVENT_PERIOD_MS) {
            user.blockedEventsFolded++;
            return;
        }
        journal.event(event("HIGH_ABUSE_SCORE_LIMIT", CRITICAL, user.scoreAt(nowMs, book), user.blockedEventsFolded));
        user.blockedEventAtMs = nowMs;
        user.blockedEventsFolded = 0;
    }

    private SecurityEvent event(String type, SecurityEvent.Severity severity, double score, long folded) {
        return new SecurityEvent(
                nowMs,
                type,
                severity,
                request.userId(),
                request.action(),
                request.where(),
                AbuseScore.rounded(score),
                folded);
    }

    private boolean mayNotify(UserState user) {
        Long from = user.notifyFromMs.get(request.action());
        return from == null || nowMs >= from;
    }

    private CheckOutcome notified(UserState user, CheckOutcome outcome) {
        if (outcome.notifyUser()) {
            Long retryAfter = outcome.retryAfterMs();
            user.notifyFromMs.put(request.action(), retryAfter == null ? Long.MAX_VALUE : nowMs + retryAfter);
        }
        return outcome;
    }

    private void endBlock(UserState user) {
        if (user.block != null && !user.block.activeAt(book.decay().at(nowMs))) {
            user.block = null;
        }
    }
}
