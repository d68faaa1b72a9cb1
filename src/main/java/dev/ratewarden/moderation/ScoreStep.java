package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Penalty;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a user, with the score around it: a violation, or a moderator's action.
 *
 * @param atMs when, epoch ms
 * @param before the score right before it, decayed
 * @param after the score right after it
 * @param violation null if it was an action
 * @param action null if it was a violation
 */
public record ScoreStep(
        long atMs,
        double before,
        double after,
        @Nullable Violation violation,
        @Nullable AuditEntry action) {

    private static final double SAME = 1e-6;

    /** All that is kept of a user, oldest first; at the same moment violations first, since a reset voids what came before it. */
    public static List<ScoreStep> of(UserDetail user) {
        List<ScoreStep> steps = new ArrayList<>();
        user.history().reversed().forEach(one -> {
            Penalty penalty = one.penalty();
            steps.add(new ScoreStep(one.atMs(), penalty.scoreBefore(), penalty.scoreAfter(), one, null));
        });
        user.audit()
                .reversed()
                .forEach(one -> steps.add(new ScoreStep(one.atMs(), one.scoreBefore(), one.scoreAfter(), null, one)));
        steps.sort(Comparator.comparingLong(ScoreStep::atMs));
        return List.copyOf(steps);
    }

    /** Whether it left the score as it was. */
    public boolean isStill() {
        return Math.abs(after - before) < SAME;
    }
}
