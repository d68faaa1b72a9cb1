package dev.ratewarden.dashboard.user;

import dev.ratewarden.moderation.ScoreStep;
import dev.ratewarden.moderation.UserDetail;
import java.util.List;

/** How far back the score is drawn. */
enum ScoreSpan {
    HOUR(3_600_000L),
    DAY(24 * 3_600_000L),
    WEEK(7 * 24 * 3_600_000L),
    /** From the first that is kept on. */
    ALL(0);

    private static final double ROOM = 1.04;
    private static final double MOST = 0.6;

    private final long ms;

    ScoreSpan(long ms) {
        this.ms = ms;
    }

    /** The shortest that shows most of what happened. */
    static ScoreSpan fitting(UserDetail user) {
        List<ScoreStep> steps = ScoreStep.of(user);
        for (ScoreSpan span : List.of(HOUR, DAY, WEEK)) {
            long within = steps.stream()
                    .filter(step -> step.atMs() >= user.nowMs() - span.ms)
                    .count();
            if (within > 0 && within >= MOST * steps.size()) {
                return span;
            }
        }
        return steps.isEmpty() ? DAY : ALL;
    }

    /** In ms; at least an hour. */
    long of(UserDetail user) {
        if (this != ALL) {
            return ms;
        }
        List<ScoreStep> steps = ScoreStep.of(user);
        long first = steps.isEmpty() ? user.nowMs() : steps.getFirst().atMs();
        return Math.max(HOUR.ms, Math.round((user.nowMs() - first) * ROOM));
    }
}
