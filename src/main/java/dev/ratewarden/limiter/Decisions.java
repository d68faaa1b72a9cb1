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
                false,
                outcome.notifyUser(),
                explanation(request, outcome),
                userMessage(outcome));
    }

    private static String explanation(CheckRequest request, CheckOutcome outcome) {
        return switch (outcome.reason()) {
            case ALLOWED, SHADOWED -> allowed(request, outcome);
            case LIMITED -> limited(request, outcome);
            case BANNED -> banned(outcome);
            case BLOCKED -> blocked(outcome);
            case EXEMPT -> "The user is exempt, so no limit was consumed.";
            case UNPOLICED -> "Action " + request.action() + " has no policy, so it is not limited.";
            case OUTAGE -> "The store is away and the policy of " + request.action() + " denies meanwhile.";
        };
    }

    private static String allowed(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        if (quota == null || outcome.policy() == null) {
            return "Allowed.";
        }
        String pace =
                quota.delayMs() == 0 ? "" : "; wait " + Durations.words(quota.delayMs()) + " to keep the steady pace";
        // Most checks are allowed: a format string would cost more than the check itself.
        return request.action() + ' ' + rule(outcome.policy().limit()) + ": " + quota.remaining() + " of "
                + quota.limit() + " left" + pace + '.';
    }

    private static String limited(CheckRequest request, CheckOutcome outcome) {
        Quota quota = outcome.quota();
        Policy policy = outcome.policy();
        if (quota == null || policy == null) {
            return "Over the limit.";
        }
        String wait = quota.retryAfterMs() == null ? "" : ", room again in " + Durations.waiting(quota.retryAfterMs());
        String cost = request.cost() == 1 ? "" : " and " + request.cost() + " were asked for";
        return "%s %s: %d of %d left%s%s%s."
                .formatted(
                        request.action(),
                        rule(policy.limit()),
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

    private static String rule(Limit limit) {
        String burst = limit.burst() == limit.limit() ? "" : ", burst " + limit.burst();
        return "allows " + limit.limit() + " in " + Durations.words(limit.windowMs()) + " ("
                + limit.strategy().label() + burst + ')';
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
