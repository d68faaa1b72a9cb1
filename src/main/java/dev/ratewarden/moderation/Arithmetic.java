package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a score was worked out, step by step, since the latest reset. */
final class Arithmetic {

    /** Less than a score is told apart by. */
    private static final double NOTHING = 1e-6;

    private final UserDetail user;
    private final Explanations words;
    private final List<Explanations.Step> steps = new ArrayList<>();
    private double score;

    Arithmetic(UserDetail user, Explanations words) {
        this.user = user;
        this.words = words;
    }

    List<Explanations.Step> steps() {
        List<ScoreStep> counted = counted();
        begin(counted);
        for (ScoreStep step : counted) {
            pass(step.before(), step.atMs());
            add(step.atMs(), step.violation() == null ? action(step) : violation(step.violation()));
            score = step.after();
        }
        pass(user.summary().score(), user.nowMs());
        return List.copyOf(steps);
    }

    /** What ends a block, or how far it is. */
    String outlook(ScoreRules rules) {
        UserSummary now = user.summary();
        Block block = now.block();
        if (now.exemption() != null) {
            return "Exempt: nothing is added.";
        }
        if (block == null) {
            double missing = rules.blockAt() - now.score();
            String from = "A block comes at " + Explanations.number(rules.blockAt());
            return missing > 0
                    ? from + ", " + difference(rules.blockAt(), now.score()) + " from here."
                    : from + "; the next violation sets it.";
        }
        Long until = block.untilMs();
        return until == null
                ? "The block waits for a moderator: the score does not fade."
                : "The block waits for a score below %s, which at %s comes at %s."
                        .formatted(
                                Explanations.number(rules.unblockBelow()),
                                Explanations.rate(rules.decayPerHour()),
                                words.time(until, user.nowMs()));
    }

    private List<ScoreStep> counted() {
        Long reset = user.resetAtMs();
        return ScoreStep.of(user).stream()
                .filter(step -> reset == null || step.atMs() >= reset)
                .filter(step -> step.violation() != null || (!step.isStill() && !isReset(step, reset)))
                .toList();
    }

    /** The action that the whole begins with. */
    private static boolean isReset(ScoreStep step, @Nullable Long reset) {
        return reset != null && step.atMs() == reset && step.after() == 0;
    }

    private void begin(List<ScoreStep> counted) {
        Long reset = user.resetAtMs();
        score = counted.isEmpty() ? user.summary().score() : counted.getFirst().before();
        boolean beginsAtReset = reset != null && score < NOTHING;
        boolean startIsCut = user.history().size() < user.summary().violations()
                && user.history().stream().allMatch(one -> reset == null || one.atMs() >= reset);
        if (startIsCut && !beginsAtReset && !counted.isEmpty()) {
            add(null, "earlier violations are not kept; they left " + Explanations.number(score));
        } else if (reset != null) {
            score = 0;
            add(reset, "reset: 0");
        }
    }

    /** A score only fades by itself: where it rose between what is known, something is missing, and that is said. */
    private void pass(double to, long atMs) {
        String between = difference(score, to);
        if (!between.equals("0") && score > to) {
            add(atMs, "faded by %s to %s".formatted(between, Explanations.number(to)));
        } else if (!between.equals("0") && to - score > NOTHING) {
            add(atMs, "not known how: %s → %s".formatted(Explanations.number(score), Explanations.number(to)));
        }
        score = to;
    }

    private static String violation(Violation violation) {
        Penalty penalty = violation.penalty();
        String sum =
                penalty.added() == 0 || penalty.added() == penalty.points() ? "" : Explanations.sum(penalty) + "; ";
        return sum + Explanations.effect(penalty);
    }

    private static String action(ScoreStep step) {
        AuditEntry entry = step.action();
        if (entry == null) {
            return "";
        }
        String what = switch (entry.type()) {
            case RESET -> "reset";
            case UNBAN -> "unban";
            case EXEMPT -> "exemption";
            case UNDO -> "undo";
            default -> "action";
        };
        return "%s by %s: %s → %s"
                .formatted(
                        what,
                        Text.visible(entry.operator()),
                        Explanations.number(step.before()),
                        Explanations.number(step.after()));
    }

    private void add(@Nullable Long atMs, String what) {
        steps.add(new Explanations.Step(atMs == null ? "" : words.time(atMs, user.nowMs()), what));
    }

    /** Of the figures as they are shown, so that the sums on the screen hold. */
    private static String difference(double from, double to) {
        return new BigDecimal(Explanations.number(from))
                .subtract(new BigDecimal(Explanations.number(to)))
                .stripTrailingZeros()
                .toPlainString();
    }
}
