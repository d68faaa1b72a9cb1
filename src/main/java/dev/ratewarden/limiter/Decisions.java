package dev.ratewarden.limiter;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a store's figures into a decision that explains itself. */
final class Decisions {

    private Decisions() {}

    static Decision of(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        return new Decision(
                outcome.reason().allows(),
                outcome.reason(),
                request.action(),
                quota == null ? null : quota.limit(),
                quota == null ? null : quota.remaining(),
                outcome.retryAfterMs(),
                quota == null ? null : quota.resetAtMs(),
                quota == null ? 0 : quota.delayMs(),
                outcome.score(),
                outcome.tier(),
                outcome.violations(),
                outcome.degraded(),
                outcome.notifyUser(),
                explanation(request, outcome),
                userMessage(outcome));
    }

    private static String explanation(CheckRequest request, CheckOutcome outcome) {
        if (isOpen(outcome)) {
            return "The store is away, and the policy of " + request.action() + " allows everything meanwhile.";
        }
        String words = switch (outcome.reason()) {
            case ALLOWED -> allowed(request, outcome);
            case SHADOWED -> shadowed(request, outcome);
            case LIMITED -> limited(request, outcome);
            case BANNED -> banned(outcome);
            case BLOCKED -> blocked(outcome);
            case EXEMPT -> "The user is exempt, so no limit was consumed.";
            case UNPOLICED -> "Action " + request.action() + " is not limited: no policy is enforced for it now.";
            case OUTAGE -> outage(request, outcome);
        };
        return outcome.degraded() && outcome.reason() != Reason.OUTAGE
                ? words + " Decided in memory while the store is away."
                : words;
    }

    /** Denied by the policy's own word, or because the limit is too small to be divided among all bots. */
    private static String outage(CheckRequest request, CheckOutcome outcome) {
        Policy policy = outcome.policy();
        return policy == null || policy.onOutage() == OnOutage.CLOSED
                ? "The store is away, and the policy of " + request.action() + " denies everything meanwhile."
                : "The store is away, and the limit of " + request.action()
                        + ", divided among the live bots, leaves nothing for this one.";
    }

    /** Allowed without looking at any limit, because the store is away and the policy says so. */
    private static boolean isOpen(CheckOutcome outcome) {
        Policy policy = outcome.policy();
        return outcome.degraded()
                && outcome.reason() == Reason.ALLOWED
                && policy != null
                && policy.onOutage() == OnOutage.OPEN;
    }

    private static String allowed(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        AppliedLimit applied = outcome.applied();
        if (quota == null || applied == null) {
            return "Allowed.";
        }
        String pace =
                quota.delayMs() == 0 ? "" : "; wait " + Durations.words(quota.delayMs()) + " to keep the steady pace";
        // Most checks are allowed: a format string would cost more than the check itself.
        return level(request, applied) + LimitWords.rule(applied) + ": " + quota.remaining() + " of " + quota.limit()
                + " left" + pace + '.';
    }

    private static String shadowed(CheckRequest request, CheckOutcome outcome) {
        String standing = outcome.quota() == null ? "" : allowed(request, outcome) + ' ';
        return standing
                + (outcome.block() == null
                        ? "A policy on trial would have denied it."
                        : "The abuse score would have blocked it, but blocks are only on trial.");
    }

    private static String limited(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        Policy policy = outcome.policy();
        AppliedLimit applied = outcome.applied();
        if (quota == null || policy == null || applied == null) {
            return "Over the limit.";
        }
        Long retryAfter = quota.retryAfterMs();
        String wait = retryAfter == null
                ? ", more than it ever holds for this user"
                : ", room again in " + Durations.waiting(retryAfter);
        String cost = request.cost() == 1 ? "" : " and " + request.cost() + " were asked for";
        return "%s%s: %d of %d left%s%s%s."
                .formatted(
                        level(request, applied),
                        LimitWords.rule(applied),
                        quota.remaining(),
                        quota.limit(),
                        cost,
                        wait,
                        penalty(policy, outcome));
    }

    /** Whose limit it is, up to its verb. */
    private static String level(CheckRequest request, AppliedLimit applied) {
        return applied.action().equals(request.action())
                ? applied.action() + " allows "
                : request.action() + " cascades to " + applied.action() + ", which allows ";
    }

    private static String penalty(Policy policy, CheckOutcome outcome) {
        Penalty penalty = outcome.penalty();
        if (penalty == null) {
            return "";
        }
        String violation = "; violation " + outcome.violations() + " of this user adds ";
        if (penalty.points() == 0) {
            return violation + (policy.points() == 0 ? "nothing to the score" : "nothing in the user's grace period");
        }
        String worked = policy.escalating()
                ? "%d × (1 + 0.5 × %d) = %s".formatted(penalty.points(), penalty.repeats(), points(penalty.added()))
                : points(penalty.added()) + " points";
        return "%s%s, score %s + %s = %s%s"
                .formatted(
                        violation,
                        worked,
                        points(penalty.scoreBefore()),
                        points(penalty.added()),
                        points(penalty.scoreAfter()),
                        penalty.blocked() ? ", now blocked" + blockEnd(outcome, " ") : "");
    }

    private static String banned(CheckOutcome outcome) {
        Ban ban = outcome.ban();
        if (ban == null) {
            return "Banned by a moderator.";
        }
        String why = ban.reason().isEmpty() ? "" : ": " + Text.visible(ban.reason());
        return "Banned by %s since %s, %s%s."
                .formatted(
                        Text.visible(ban.operator()),
                        utc(ban.sinceMs()),
                        until(ban.untilMs(), "a moderator unbans"),
                        why);
    }

    private static String blocked(CheckOutcome outcome) {
        Block block = outcome.block();
        String since = block == null ? "" : ", since " + utc(block.sinceMs());
        return "Blocked by the abuse score, now " + points(outcome.score()) + since + blockEnd(outcome, ", ") + '.';
    }

    /** When and by what the block ends; nothing where the store did not tell. */
    private static String blockEnd(CheckOutcome outcome, String before) {
        Block block = outcome.block();
        return block == null ? "" : before + until(block.untilMs(), "a moderator resets it");
    }

    private static String until(@Nullable Long endMs, String otherwise) {
        return "until " + (endMs == null ? otherwise : utc(endMs));
    }

    private static String userMessage(CheckOutcome outcome) {
        if (outcome.reason().allows()) {
            return "";
        }
        Long retryAfter = outcome.retryAfterMs();
        String when = retryAfter == null ? "" : " Try again in " + Durations.waiting(retryAfter) + ".";
        return switch (outcome.reason()) {
            case LIMITED -> "You are doing that too often." + when;
            case OUTAGE -> "This is not available right now. Try again later.";
            default ->
                "You may not do that at the moment." + (when.isEmpty() ? " A moderator can tell you more." : when);
        };
    }

    private static String utc(long ms) {
        return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String points(double points) {
        double shown = AbuseScore.rounded(points);
        return shown == Math.rint(shown) ? Long.toString((long) shown) : String.format(Locale.ROOT, "%.1f", shown);
    }
}
