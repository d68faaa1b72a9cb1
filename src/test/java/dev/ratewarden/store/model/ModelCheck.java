package dev.ratewarden.store.model;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check of one user, step by step. Changes the user; a peek is made on a copy. */
final class ModelCheck {

    private static final long HOUR_MS = 3_600_000;
    private static final long MINUTE_MS = 60_000;
    private static final int EXCESSIVE = 10;

    private final ModelUser user;
    private final CheckRequest request;
    private final PolicyBook book;
    private final long nowMs;
    private final Consumer<SecurityEvent> events;

    /** Whether something on trial would have denied it. */
    boolean wouldDeny;

    ModelCheck(ModelUser user, CheckRequest request, PolicyBook book, long nowMs, Consumer<SecurityEvent> events) {
        this.user = user;
        this.request = request;
        this.book = book;
        this.nowMs = nowMs;
        this.events = events;
    }

    /** A level's limit and its figures. */
    private record Level(AppliedLimit applied, Quota quota) {}

    CheckOutcome run() {
        user.seenAtMs = nowMs;
        if (user.blockNow(nowMs, book) == null) {
            user.block = null;
        }
        boolean blocked = user.block != null;
        if (user.exemptionNow(nowMs) != null) {
            return outcome(Reason.EXEMPT, standing(), null);
        }
        if (user.banNow(nowMs) != null) {
            return notified(outcome(Reason.BANNED, standing(), null));
        }
        if (book.enforcement() == Enforcement.OFF) {
            return outcome(Reason.UNPOLICED, null, null);
        }
        if (blocked && book.enforcement() == Enforcement.ENFORCE) {
            noteHighScore();
            return notified(outcome(Reason.BLOCKED, standing(), null));
        }
        List<Policy> levels = book.levels(request.action());
        List<Policy> full = levels.stream().filter(policy -> !room(policy)).toList();
        trial();
        Level decisive = full.isEmpty() ? consumed(levels) : longestWait(full);
        if (!full.isEmpty() && book.enforcement() == Enforcement.ENFORCE) {
            return notified(outcome(Reason.LIMITED, decisive, violation(Objects.requireNonNull(decisive))));
        }
        wouldDeny |= blocked || !full.isEmpty();
        Reason otherwise = levels.isEmpty() ? Reason.UNPOLICED : Reason.ALLOWED;
        return outcome(wouldDeny ? Reason.SHADOWED : otherwise, decisive, null);
    }

    private AppliedLimit applied(Policy policy) {
        return user.applied(policy, request.role(), nowMs, book);
    }

    private boolean room(Policy policy) {
        AppliedLimit applied = applied(policy);
        return request.cost() <= applied.effective().capacity()
                && user.meter(policy, applied.effective()).room(applied.effective(), request.cost(), nowMs);
    }

    private Level taken(Policy policy) {
        AppliedLimit applied = applied(policy);
        ModelMeter meter = user.meter(policy, applied.effective());
        user.meters.put(policy.key(), meter);
        return new Level(applied, meter.take(applied.effective(), book.revision(), request.cost(), nowMs));
    }

    private Level left(Policy policy) {
        AppliedLimit applied = applied(policy);
        return new Level(
                applied, user.meter(policy, applied.effective()).standing(applied.effective(), request.cost(), nowMs));
    }

    /** The action's own limit, untouched. */
    private @Nullable Level standing() {
        Policy policy = policy();
        return policy == null ? null : left(policy);
    }

    private @Nullable Policy policy() {
        return book.enforcement() == Enforcement.OFF ? null : book.policy(request.action());
    }

    /** Takes from all: the one that has least left then, with the longest delay of any. */
    private @Nullable Level consumed(List<Policy> levels) {
        List<Level> taken = levels.stream().map(this::taken).toList();
        long delay =
                taken.stream().mapToLong(level -> level.quota().delayMs()).max().orElse(0);
        return taken.stream()
                .min(Comparator.comparingLong(level -> level.quota().remaining()))
                .map(least -> new Level(
                        least.applied(),
                        new Quota(
                                least.quota().limit(),
                                least.quota().remaining(),
                                0L,
                                least.quota().resetAtMs(),
                                delay)))
                .orElse(null);
    }

    /** Of those without room, the first of those that make the user wait longest. */
    private Level longestWait(List<Policy> full) {
        return full.stream()
                .map(this::left)
                .max(Comparator.comparing(
                        level -> level.quota().retryAfterMs(), Comparator.nullsLast(Comparator.naturalOrder())))
                .orElseThrow();
    }

    /** The policy on trial: takes from it, or notes that it would have denied. */
    private void trial() {
        Policy trial = book.trial(request.action());
        if (trial == null) {
            return;
        }
        if (room(trial)) {
            taken(trial);
        } else {
            wouldDeny = true;
        }
    }

    private Penalty violation(Level failing) {
        Policy policy = Objects.requireNonNull(book.policy(request.action()));
        Penalty penalty = penalty(policy);
        user.setScore(penalty.scoreAfter(), nowMs, book);
        if (penalty.blocked()) {
            user.block = new ModelUser.ModelBlock(nowMs, ModelUser.blockEnd(user.score, nowMs, book));
        }
        user.violations++;
        Violation violation = new Violation(
                nowMs,
                request.action(),
                request.cost(),
                failing.applied().action(),
                failing.applied().effective(),
                failing.quota().retryAfterMs(),
                penalty,
                request.where(),
                false);
        user.made.add(new ModelUser.Made(user.violations, violation));
        event("RATE_LIMIT_EXCEEDED_" + request.action().toUpperCase(Locale.ROOT), Severity.WARNING, 0);
        noteExcessive();
        if (penalty.blocked()) {
            event("USER_AUTO_BLOCKED", Severity.CRITICAL, 0);
        }
        return penalty;
    }

    private Penalty penalty(Policy policy) {
        int repeats = user.repeats(nowMs);
        double before = user.scoreNow(nowMs, book);
        if (user.inGrace(nowMs)) {
            return new Penalty(0, repeats, 0, before, before, false);
        }
        double added = policy.escalating() ? policy.points() * (1 + 0.5 * repeats) : policy.points();
        boolean blocks = ModelUser.rounded(before + added) >= book.scoreRules().blockAt();
        return new Penalty(policy.points(), repeats, added, before, before + added, blocks);
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

    private CheckOutcome outcome(Reason reason, @Nullable Level level, @Nullable Penalty penalty) {
        return new CheckOutcome(
                reason,
                nowMs,
                policy(),
                level == null ? null : level.applied(),
                level == null ? null : level.quota(),
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
