package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.strategy.Meter;
import org.jspecify.annotations.Nullable;

/** One check of one user, used once. The caller holds the user's lock. */
final class Check {

    private final CheckRequest request;
    private final ActionPolicies policies;
    private final PolicyBook book;
    private final long nowMs;

    /** What the decay clock shows now. */
    private final double clock;

    /** Among how many instances limits are divided while the shared store is away; else 1. */
    private final int instances;

    private boolean shadowed;

    Check(CheckRequest request, ActionPolicies policies, PolicyBook book, long nowMs) {
        this(request, policies, book, nowMs, 1);
    }

    Check(CheckRequest request, ActionPolicies policies, PolicyBook book, long nowMs, int instances) {
        this.request = request;
        this.policies = policies;
        this.book = book;
        this.nowMs = nowMs;
        this.clock = book.decay().at(nowMs);
        this.instances = instances;
    }

    /** Decides, consumes and records. */
    CheckOutcome perform(UserState user, Journal journal) {
        user.seenAgain = user.isTracked();
        user.seenAtMs = nowMs;
        user.endBlock(clock);
        CheckOutcome foreseen = decide(user, true);
        return switch (foreseen.reason()) {
            case LIMITED -> {
                Penalty penalty = new Punishment(request, policies, book, nowMs, clock)
                        .inflict(user, foreseen.applied(), foreseen.quota(), journal);
                yield notified(user, denied(user, foreseen.applied(), foreseen.quota(), penalty));
            }
            case BLOCKED -> {
                new BlockedEvents(request, nowMs).report(user, clock, journal);
                yield notified(user, foreseen);
            }
            case BANNED -> notified(user, foreseen);
            default -> foreseen;
        };
    }

    /** The answer, without touching the user. */
    CheckOutcome foresee(UserState user) {
        CheckOutcome foreseen = decide(user, false);
        return foreseen.reason().allows() ? foreseen : foreseen.withNotify(mayNotify(user));
    }

    /** What a policy that denies in an outage answers, to whom neither ban nor exemption says otherwise. Consumes nothing. */
    CheckOutcome closed(UserState user, boolean keep) {
        if (book.enforcement() == Enforcement.SHADOW) {
            shadowed = true;
            return outcome(Reason.SHADOWED, user, user.scoreAt(clock), null, null);
        }
        CheckOutcome denial = outcome(Reason.OUTAGE, user, user.scoreAt(clock), null, null);
        return keep ? notified(user, denial) : denial.withNotify(mayNotify(user));
    }

    /** What a policy that allows in an outage answers to whom no ban says otherwise. Consumes nothing. */
    CheckOutcome open(UserState user) {
        boolean exempt = user.measures().exemptionAt(nowMs) != null;
        return outcome(exempt ? Reason.EXEMPT : Reason.ALLOWED, user, user.scoreAt(clock), null, null);
    }

    /** Whether some limit, divided among the instances, leaves nothing for the one that has so many before it. */
    boolean leavesNothing(UserState user, int before) {
        if (instances == 1) {
            return false;
        }
        double score = user.scoreAt(clock);
        return policies.levels().stream()
                .anyMatch(level -> !applied(level, user, score, 1).reaches(before));
    }

    /** Whether the check counts as one that a limit on trial, or all of them while on trial, would have denied. */
    boolean shadowed() {
        return shadowed;
    }

    /** @param keep whether what is consumed stays consumed */
    private CheckOutcome decide(UserState user, boolean keep) {
        double score = user.scoreAt(clock);
        Reason reason = beforeAnyLimit(user);
        if (reason != null) {
            Level own = policies.own() == null ? null : level(policies.own(), user, score, true);
            return outcome(
                    reason,
                    user,
                    score,
                    own == null ? null : own.applied(),
                    own == null ? null : own.quota(request.cost(), nowMs));
        }
        boolean denies = user.isBlockedAt(clock);
        Levels.Decisive decisive = null;
        if (!policies.levels().isEmpty()) {
            Levels levels = levels(user, score, keep);
            boolean room = levels.haveRoom();
            decisive = room ? levels.consume(user, book.revision(), keep) : levels.denial();
            denies |= !room;
        }
        boolean enforced = denies && book.enforcement() == Enforcement.ENFORCE;
        shadowed = trialDenies(user, score, keep) || (denies && !enforced);
        return outcome(
                enforced
                        ? Reason.LIMITED
                        : shadowed ? Reason.SHADOWED : decisive == null ? Reason.UNPOLICED : Reason.ALLOWED,
                user,
                score,
                decisive == null ? null : decisive.applied(),
                decisive == null ? null : decisive.quota());
    }

    /** The reason that stands before any limit is looked at; null if there is none. */
    private @Nullable Reason beforeAnyLimit(UserState user) {
        Measures measures = user.measures();
        if (measures.exemptionAt(nowMs) != null) {
            return Reason.EXEMPT;
        }
        if (measures.banAt(nowMs) != null) {
            return Reason.BANNED;
        }
        return switch (book.enforcement()) {
            case OFF -> Reason.UNPOLICED;
            case ENFORCE -> user.isBlockedAt(clock) ? Reason.BLOCKED : null;
            case SHADOW -> null;
        };
    }

    private boolean trialDenies(UserState user, double score, boolean keep) {
        if (policies.trial() == null) {
            return false;
        }
        Level trial = level(policies.trial(), user, score, keep);
        if (!trial.hasRoom(request.cost(), nowMs)) {
            return true;
        }
        trial.consume(user, book.revision(), request.cost(), nowMs, keep);
        return false;
    }

    private Levels levels(UserState user, double score, boolean keep) {
        Level[] levels = new Level[policies.levels().size()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = level(policies.levels().get(i), user, score, keep);
        }
        return new Levels(levels, request.cost(), nowMs);
    }

    /** @param own whether to work on the user's own meter, or on a copy */
    private Level level(PolicyLevel policy, UserState user, double score, boolean own) {
        AppliedLimit applied = applied(policy, user, score, instances);
        Meter meter = user.meter(policy.bucket());
        if (meter == null || !meter.continues(applied.effective())) {
            meter = Meter.fresh(applied.effective(), nowMs);
        } else if (!own) {
            meter = meter.copy();
        }
        return new Level(policy, applied, meter);
    }

    /** The one place that says which limit is in force. A user's own limit is not on trial. */
    private AppliedLimit applied(PolicyLevel level, UserState user, double score, int among) {
        boolean onTrial = level.policy().mode() == PolicyMode.SHADOW;
        Long override = onTrial ? null : user.override(level.policy().action());
        return level.applied(request.role(), override, score, book.scoreRules().blockAt())
                .among(among);
    }

    private CheckOutcome outcome(
            Reason reason, UserState user, double score, @Nullable AppliedLimit applied, @Nullable Quota quota) {
        PolicyLevel own = policies.own();
        Block block = user.blockAt(clock, book.decay());
        return new CheckOutcome(
                reason,
                nowMs,
                own == null ? null : own.policy(),
                applied,
                quota,
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                user.violations(),
                false,
                null,
                user.measures().banAt(nowMs),
                block,
                false);
    }

    /** After the violation was recorded. */
    private CheckOutcome denied(
            UserState user, @Nullable AppliedLimit applied, @Nullable Quota quota, Penalty penalty) {
        CheckOutcome now = outcome(Reason.LIMITED, user, user.scoreAt(clock), applied, quota);
        return new CheckOutcome(
                now.reason(),
                nowMs,
                now.policy(),
                applied,
                quota,
                now.score(),
                now.tier(),
                now.violations(),
                false,
                penalty,
                now.ban(),
                now.block(),
                false);
    }

    private boolean mayNotify(UserState user) {
        Abuse abuse = user.abuse();
        Denials denials = abuse == null ? null : abuse.knownDenials(request.action());
        return denials == null || denials.mayBeTold(nowMs);
    }

    /** The denial, with the answer to whether the user should hear of it. */
    private CheckOutcome notified(UserState user, CheckOutcome denial) {
        if (!mayNotify(user)) {
            return denial;
        }
        Long retryAfter = denial.retryAfterMs();
        user.makeAbuse().denials(request.action()).told(retryAfter == null ? Long.MAX_VALUE : nowMs + retryAfter);
        return denial.withNotify(true);
    }
}
