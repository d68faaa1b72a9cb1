package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A person: turns up now and then, does what the habit says, and takes a refusal in one of three ways. Most wait for as long as they
 * are told, if that is not too long; the impatient try again at once; the rest go and do something else. A block or a ban ends the
 * visit.
 */
final class Human implements Behaviour {

    /** What somebody does in one visit. */
    @FunctionalInterface
    interface Habit {
        void plan(Visit visit, Dice dice);
    }

    private record Step(String action, long afterMs) {}

    /** The steps of one visit that are still to come. */
    static final class Visit {

        private final Deque<Step> steps = new ArrayDeque<>();

        /** Then does {@code action}, {@code afterMs} after the step before. */
        void then(String action, long afterMs) {
            steps.add(new Step(action, afterMs));
        }

        private void nextAgain(String action, long afterMs) {
            steps.addFirst(new Step(action, afterMs));
        }
    }

    private static final long WILLING_TO_WAIT_MS = Duration.ofMinutes(25).toMillis();

    private final Habit habit;
    private final double meanGapMs;
    private final double impatience;
    private final Visit visit = new Visit();

    /**
     * @param meanGapMs between two visits on average
     * @param impatience the chance of trying again at once after a refusal, 0 to 1
     */
    Human(Habit habit, double meanGapMs, double impatience) {
        this.habit = habit;
        this.meanGapMs = meanGapMs;
        this.impatience = impatience;
    }

    @Override
    public long act(Member me, long nowMs) {
        if (visit.steps.isEmpty()) {
            habit.plan(visit, me.dice());
        }
        Step step = visit.steps.poll();
        if (step != null) {
            Decision decision = me.check(step.action());
            if (!decision.allowed()) {
                refused(me.dice(), step, decision);
            }
        }
        Step next = visit.steps.peek();
        return next == null ? me.waiting(meanGapMs, nowMs) : next.afterMs();
    }

    private void refused(Dice dice, Step step, Decision decision) {
        Long wait = decision.retryAfterMs();
        if (decision.reason() != Reason.LIMITED || wait == null) {
            visit.steps.clear();
        } else if (dice.chance(impatience)) {
            visit.nextAgain(step.action(), dice.millis(3_000, 40_000));
        } else if (wait <= WILLING_TO_WAIT_MS && dice.chance(0.4)) {
            visit.nextAgain(step.action(), wait + dice.millis(2_000, 60_000));
        } else {
            visit.steps.clear();
        }
    }
}
