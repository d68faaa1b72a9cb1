package dev.ratewarden.limiter;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
        return switch (outcome.reason()) {
            case ALLOWED -> allowed(outcome, "");
            case SHADOWED -> shadowed(outcome);
            case LIMITED -> limited(request, outcome);
            case BANNED -> banned(outcome);
            case BLOCKED -> blocked(outcome);
            case EXEMPT -> "The user is exempt, so no limit was consumed.";
            case UNPOLICED ->
                "Action " + request.action() + " is not limited: it has no policy, or limits are switched off.";
            case OUTAGE -> "The store is away and the policy of " + request.action() + " denies meanwhile.";
        };
    }

    private static String allowed(CheckOutcome outcome, String otherwise) {
        Quota quota = outcome.quota();
        AppliedLimit applied = outcome.applied();
        if (quota == null || applied == null) {
            return otherwise.isEmpty() ? "Allowed." : otherwise;
        }
        String pace =
                quota.delayMs() == 0 ? "" : "; wait " + Durations.words(quota.delayMs()) + " to keep the steady pace";
        // Most checks are allowed: a format string would cost more than the check itself.
        return applied.action() + ' ' + rule(applied) + ": " + quota.remaining() + " of " + quota.limit() + " left"
                + pace + '.' + (otherwise.isEmpty() ? "" : ' ' + otherwise);
    }

    private static String shadowed(CheckOutcome outcome) {
        return allowed(
                outcome,
                outcome.block() == null
                        ? "A limit on trial would have denied it."
                        : "The abuse score would have blocked it, but policies are only on trial.");
    }

    private static String limited(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        Policy policy = outcome.policy();
        AppliedLimit applied = outcome.applied();
        if (quota == null || policy == null || applied == null) {
            return "Over the limit.";
        }
        String level = applied.action().equals(request.action()) ? "" : request.action() + " cascades to ";
        String wait = quota.retryAfterMs() == null ? "" : ", room again in " + Durations.waiting(quota.retryAfterMs());
        String cost = request.cost() == 1 ? "" : " and " + request.cost() + " were asked for";
        return "%s%s %s: %d of %d left%s%s%s."
                .formatted(
                        level,
                        applied.action(),
                        rule(applied),
                        quota.remaining(),
                        quota.limit(),
                        cost,
                        wait,
                        penalty(policy, outcome));
    }

    private static String penalty(Policy policy, CheckOutcome outcome) {
        Penalty penalty = outcome.penalty();
        if (penalty == null) {
            return "";
        }
        if (penalty.points() == 0 && policy.points() > 0) {
            return "; violation %d of this user adds nothing in its grace period".formatted(outcome.violations());
        }
        String worked = policy.escalating()
                ? "%d × (1 + 0.5 × %d) = %s".formatted(penalty.points(), penalty.repeats(), points(penalty.added()))
                : points(penalty.added()) + " points";
        return "; violation %d of this user adds %s, score %s + %s = %s%s"
                .formatted(
                        outcome.violations(),
                        worked,
                        points(penalty.scoreBefore()),
                        points(penalty.added()),
                        points(penalty.scoreAfter()),
                        penalty.blocked() ? ", now blocked " + until(blockEnd(outcome), "a moderator resets it") : "");
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
        return "Blocked by the abuse score, now %s, since %s, %s."
                .formatted(
                        points(outcome.score()),
                        block == null ? "an unknown time" : utc(block.sinceMs()),
                        until(blockEnd(outcome), "a moderator resets it"));
    }

    private static @Nullable Long blockEnd(CheckOutcome outcome) {
        return outcome.block() == null ? null : outcome.block().untilMs();
    }

    private static String until(@Nullable Long endMs, String otherwise) {
        return "until " + (endMs == null ? otherwise : utc(endMs));
    }

    private static String rule(AppliedLimit applied) {
        Limit limit = applied.effective();
        String burst = limit.burst() == limit.limit() ? "" : ", burst " + limit.burst();
        return "allows " + limit.limit() + " in " + Durations.words(limit.windowMs()) + " ("
                + limit.strategy().label() + burst + origin(applied) + ')';
    }

    /** How the limit in force came about, where it is not the policy's own. */
    private static String origin(AppliedLimit applied) {
        String share = applied.share() == 1 ? "" : "; this instance's share, one of " + applied.share();
        if (applied.override() != null) {
            return "; this user's own limit" + share;
        }
        if (applied.role() == 1 && applied.adaptive() == 1) {
            return share;
        }
        String role = applied.role() == 1 ? "" : " × " + factor(applied.role()) + " for the role";
        String adaptive = applied.adaptive() == 1 ? "" : " × " + factor(applied.adaptive()) + " for the score";
        return "; " + applied.configured().limit() + role + adaptive + share;
    }

    private static String factor(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
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
