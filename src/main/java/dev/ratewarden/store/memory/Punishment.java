package dev.ratewarden.store.memory;

import static dev.ratewarden.events.SecurityEvent.Severity.CRITICAL;
import static dev.ratewarden.events.SecurityEvent.Severity.WARNING;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a violation does to its user: score, block, history, events. The caller holds the user's lock. */
record Punishment(CheckRequest request, ActionPolicies policies, PolicyBook book, long nowMs, double clock) {

    private static final int EXCESSIVE_ABOVE = 10;
    private static final long EXCESSIVE_PERIOD_MS = 3_600_000;

    /**
     * @param failing the level that had no room
     * @param quota its figures
     */
    Penalty inflict(UserState user, @Nullable AppliedLimit failing, @Nullable Quota quota, Journal journal) {
        Objects.requireNonNull(failing);
        Objects.requireNonNull(quota);
        Abuse abuse = user.makeAbuse();
        Penalty penalty = penalty(user, abuse);
        abuse.setScore(penalty.scoreAfter(), clock);
        if (penalty.blocked()) {
            abuse.block = Blocking.by(penalty.scoreAfter(), nowMs, clock, book);
        }
        abuse.violations++;
        abuse.recent.add(nowMs);
        abuse.remember(new PastViolation(request, nowMs, failing, quota.retryAfterMs(), penalty));
        report(abuse, penalty, journal);
        return penalty;
    }

    private Penalty penalty(UserState user, Abuse abuse) {
        Policy policy = Objects.requireNonNull(policies.own()).policy();
        int repeats = abuse.recent.repeats(nowMs);
        double before = abuse.scoreAt(clock);
        if (user.measures().graceAt(nowMs) != null) {
            return new Penalty(0, repeats, 0, before, before, false);
        }
        double added = AbuseScore.added(policy, repeats);
        double after = before + added;
        boolean blocked = AbuseScore.rounded(after) >= book.scoreRules().blockAt();
        return new Penalty(policy.points(), repeats, added, before, after, blocked);
    }

    private void report(Abuse abuse, Penalty penalty, Journal journal) {
        journal.event(event(policies.exceeded(), WARNING, penalty));
        Denials denials = abuse.denials(request.action());
        if (denials.inHistory > EXCESSIVE_ABOVE && !denials.saidToBeExcessive(nowMs, EXCESSIVE_PERIOD_MS)) {
            denials.excessiveSaid(nowMs);
            journal.event(event(policies.excessive(), WARNING, penalty));
        }
        if (penalty.blocked()) {
            journal.event(event("USER_AUTO_BLOCKED", CRITICAL, penalty));
        }
    }

    private SecurityEvent event(String type, SecurityEvent.Severity severity, Penalty penalty) {
        return new SecurityEvent(
                nowMs,
                type,
                severity,
                request.userId(),
                request.action(),
                request.where(),
                AbuseScore.rounded(penalty.scoreAfter()),
                0);
    }
}
