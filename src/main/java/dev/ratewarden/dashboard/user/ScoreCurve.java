package dev.ratewarden.dashboard.user;

import dev.ratewarden.dashboard.parts.ScoreTerms;
import dev.ratewarden.moderation.ScoreStep;
import dev.ratewarden.moderation.UserDetail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's score over a span of time, ready to be drawn.
 *
 * @param fromMs left edge, epoch ms
 * @param knownFromMs since when anything is kept; the left edge, or later
 * @param toMs right edge: the store's clock at the reading
 * @param lines the score between two steps, straight pieces from left to right; where nobody knows it there is none
 * @param steps what happened within the span, oldest first
 * @param top the highest score within the span
 * @param now the score at the reading
 * @param isCut whether the span begins before what is kept of the history
 */
record ScoreCurve(
        long fromMs,
        long knownFromMs,
        long toMs,
        List<Piece> lines,
        List<ScoreStep> steps,
        double top,
        double now,
        boolean isCut) {

    private static final double SAME = 1e-6;
    private static final double HOUR_MS = 3_600_000;

    /** A straight piece. */
    record Piece(long fromMs, double from, long toMs, double to) {

        private double at(long ms) {
            return toMs == fromMs ? to : from + (to - from) * (ms - fromMs) / (toMs - fromMs);
        }

        private @Nullable Piece within(long startMs) {
            return toMs <= startMs ? null : fromMs >= startMs ? this : new Piece(startMs, at(startMs), toMs, to);
        }
    }

    ScoreCurve {
        lines = List.copyOf(lines);
        steps = List.copyOf(steps);
    }

    /**
     * @param spanMs how far back from the reading
     */
    static ScoreCurve of(UserDetail user, long spanMs, ScoreTerms terms) {
        long now = user.nowMs();
        double score = user.summary().score();
        long from = now - spanMs;
        List<ScoreStep> all = ScoreStep.of(user);
        List<Piece> pieces = new ArrayList<>();
        double firstKnown = all.isEmpty() ? score : all.getFirst().before();
        if (firstKnown < SAME && !isCut(user)) {
            long first = all.isEmpty() ? now : all.getFirst().atMs();
            pieces.add(new Piece(Math.min(terms.known(from), first), 0, first, 0));
        }
        for (int i = 0; i < all.size(); i++) {
            ScoreStep step = all.get(i);
            boolean last = i == all.size() - 1;
            long next = last ? now : all.get(i + 1).atMs();
            double after = last ? score : all.get(i + 1).before();
            between(pieces, step.atMs(), step.after(), Math.max(next, step.atMs()), after, terms.decayPerHour());
        }
        List<Piece> shown = new ArrayList<>();
        pieces.forEach(piece -> {
            Piece part = piece.within(from);
            if (part != null) {
                shown.add(part);
            }
        });
        List<ScoreStep> within =
                all.stream().filter(step -> step.atMs() >= from).toList();
        return new ScoreCurve(
                from,
                terms.known(from),
                now,
                shown,
                within,
                Math.max(score, top(shown, within)),
                score,
                isCut(user) && startsIn(all, from));
    }

    /** Whether nothing that is kept leads to the score of now: a bot gave it back after its store had lost what did. */
    boolean isUnexplained() {
        return lines.isEmpty();
    }

    /** The step that is nearest to a moment; null if there is none. */
    @Nullable
    ScoreStep nearest(long ms) {
        ScoreStep nearest = null;
        for (ScoreStep step : steps) {
            if (nearest == null || Math.abs(step.atMs() - ms) <= Math.abs(nearest.atMs() - ms)) {
                nearest = step;
            }
        }
        return nearest;
    }

    private static boolean isCut(UserDetail user) {
        return user.history().size() < user.summary().violations();
    }

    private static boolean startsIn(List<ScoreStep> all, long fromMs) {
        return !all.isEmpty() && all.getFirst().atMs() > fromMs;
    }

    /** A score that rose without a step is not known meanwhile; one that faded to nothing stayed there. */
    private static void between(
            List<Piece> pieces, long fromMs, double from, long toMs, double to, double decayPerHour) {
        if (to > from + SAME) {
            return;
        }
        if (to < SAME && from > SAME && decayPerHour > 0) {
            long gone = fromMs + (long) Math.ceil(from / decayPerHour * HOUR_MS);
            if (gone < toMs) {
                pieces.add(new Piece(fromMs, from, gone, 0));
                pieces.add(new Piece(gone, 0, toMs, 0));
                return;
            }
        }
        pieces.add(new Piece(fromMs, from, toMs, to));
    }

    private static double top(List<Piece> pieces, List<ScoreStep> steps) {
        double top = 0;
        for (Piece piece : pieces) {
            top = Math.max(top, Math.max(piece.from(), piece.to()));
        }
        for (ScoreStep step : steps) {
            top = Math.max(top, Math.max(step.before(), step.after()));
        }
        return top;
    }
}
