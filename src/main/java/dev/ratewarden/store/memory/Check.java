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

    /** The limit that the answer tells of, and its figures; null where there is none. */
    private @Nullable AppliedLimit applied;

    private @Nullable Quota quota;
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
        Reason reason = decide(user, true);
        Penalty penalty = null;
        if (reason == Reason.LIMITED) {
            penalty = new Punishment(request, policies, book, nowMs, clock).inflict(user, applied, quota, journal);
        } else if (reason == Reason.BLOCKED) {
            new BlockedEvents(request, nowMs).report(user, clock, journal);
        }
        return reason.allows() ? outcome(reason, user) : told(user, denial(reason, user, penalty));
    }

    /** The answer, without touching the user. */
    CheckOutcome foresee(UserState user) {
        Reason reason = decide(user, false);
        return reason.allows() ? outcome(reason, user) : denial(reason, user, null);
    }

    /** What a policy that denies in an outage answers, to whom neither ban nor exemption says otherwise. Consumes nothing. */
    CheckOutcome closed(UserState user, boolean keep) {
        if (book.enforcement() == Enforcement.SHADOW) {
            shadowed = true;
            return outcome(Reason.SHADOWED, user);
        }
        CheckOutcome denial = denial(Reason.OUTAGE, user, null);
        return keep ? told(user, denial) : denial;
    }

    /** What a policy that allows in an outage answers to whom neither ban nor exemption says otherwise. Consumes nothing. */
    CheckOutcome open(UserState user) {
        return outcome(Reason.ALLOWED, user);
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
    private Reason decide(UserState user, boolean keep) {
        double score = user.scoreAt(clock);
        Reason before = beforeAnyLimit(user);
        if (before != null) {
            if (policies.own() != null) {
                Level own = level(policies.own(), user, score, true);
                tell(own.applied(), own.quota(request.cost(), nowMs));
            }
            return before;
        }
        boolean denies = user.isBlockedAt(clock);
        if (!policies.levels().isEmpty()) {
            denies |= !room(user, score, keep);
        }
        boolean enforced = denies && book.enforcement() == Enforcement.ENFORCE;
        shadowed = trialDenies(user, score, keep) || (denies && !enforced);
        if (enforced) {
            return Reason.LIMITED;
        }
        return shadowed ? Reason.SHADOWED : policies.levels().isEmpty() ? Reason.UNPOLICED : Reason.ALLOWED;
    }

    /** Whether every level has room, and then all of them are consumed. */
    private boolean room(UserState user, double score, boolean keep) {
        if (policies.levels().size() == 1) {
            return roomOfOne(user, score, keep);
        }
        Levels levels = levels(user, score, keep);
        boolean room = levels.haveRoom();
        Levels.Decisive decisive = room ? levels.consume(user, book.revision(), keep) : levels.denial();
        tell(decisive.applied(), decisive.quota());
        return room;
    }

    /** The same for the one level that nearly every action has. */
    private boolean roomOfOne(UserState user, double score, boolean keep) {
        Level only = level(policies.levels().getFirst(), user, score, keep);
        boolean room = only.hasRoom(request.cost(), nowMs);
        if (room) {
            long delayMs = only.consume(user, book.revision(), request.cost(), nowMs, keep);
            tell(only.applied(), only.left(nowMs, delayMs));
        } else {
            tell(only.applied(), only.quota(request.cost(), nowMs));
        }
        return room;
    }

    private void tell(AppliedLimit decisive, Quota figures) {
        applied = decisive;
        quota = figures;
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
        AppliedLimit limit = applied(policy, user, score, instances);
        Meter meter = user.meter(policy.bucket());
        if (meter == null || !meter.continues(limit.effective())) {
            meter = Meter.fresh(limit.effective(), nowMs);
        } else if (!own) {
            meter = meter.copy();
        }
        return new Level(policy, limit, meter);
    }

    /** The one place that says which limit is in force. A user's own limit is not on trial. */
    private AppliedLimit applied(PolicyLevel level, UserState user, double score, int among) {
        boolean onTrial = level.policy().mode() == PolicyMode.SHADOW;
        Long override = onTrial ? null : user.override(level.policy().action());
        return level.applied(request.role(), override, score, book.scoreRules().blockAt())
                .among(among);
    }

    private CheckOutcome outcome(Reason reason, UserState user) {
        return outcome(reason, user, null, false);
    }

    private CheckOutcome denial(Reason reason, UserState user, @Nullable Penalty penalty) {
        return outcome(reason, user, penalty, mayBeTold(user));
    }

    private CheckOutcome outcome(Reason reason, UserState user, @Nullable Penalty penalty, boolean notify) {
        PolicyLevel own = policies.own();
        double score = user.scoreAt(clock);
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
                notify,
                penalty,
                user.measures().banAt(nowMs),
                block,
                false);
    }

    private boolean mayBeTold(UserState user) {
        Abuse abuse = user.abuse();
        Denials denials = abuse == null ? null : abuse.knownDenials(request.action());
        return denials == null || denials.mayBeTold(nowMs);
    }

    /** The denial; if the user hears of it, not again until it could be allowed. */
    private CheckOutcome told(UserState user, CheckOutcome denial) {
        if (denial.notifyUser()) {
            Long retryAfter = denial.retryAfterMs();
            user.makeAbuse().denials(request.action()).told(retryAfter == null ? Long.MAX_VALUE : nowMs + retryAfter);
        }
        return denial;
    }
}
