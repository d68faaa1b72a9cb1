package dev.ratewarden.simulation;

import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModerationStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The demo's living community. Its store must run on the same {@link SimulatedClock}, which the simulation alone moves.
 *
 * <p>{@link #start} first lives through the scenario's warm-up as fast as it can, then follows real time at the clock's speed until
 * closed. Instead of starting it, a test may {@link #advance} it by hand; then equal seeds and starts give equal decisions.
 * Thread-safe, except that {@code warmUp}, {@code start} and {@code advance} are for one thread.
 */
public final class Simulation implements AutoCloseable {

    /** What scores mean in the demo: the defaults, with a decay so brisk that a short visit sees blocks end. */
    public static final ScoreRules SCORE_RULES = ScoreRules.DEFAULT.withDecayPerHour(4);

    /** Makes the errands' dice others than the members'. */
    private static final long ERRANDS = 0x9E3779B97F4A7C15L;

    private static final int UNWATCHED = 10;

    private final SimulatedClock clock;
    private final Scenario scenario;
    private final Gate gate;
    private final Agenda agenda = new Agenda();
    private final Community community;
    private final Crew crew;
    private final long openingMs;

    /**
     * @param clock paused, at the time when the warm-up begins
     * @param limiter asked about everything that members do
     * @param moderation where the simulated moderators look and act, the limiter's store
     * @param executor runs the work, one long task; a virtual thread will do
     */
    public Simulation(
            Scenario scenario,
            SimulatedClock clock,
            RateLimiter limiter,
            ModerationStore moderation,
            Executor executor) {
        this.clock = clock;
        this.scenario = scenario;
        this.gate = new Gate(limiter);
        long startMs = clock.millis();
        this.openingMs = startMs + scenario.warmUp().toMillis();
        this.community = new Community(scenario, startMs, gate, List.of(agenda));
        if (scenario.moderated()) {
            Shifts shifts = new Shifts(moderation);
            Dice dice = new Dice(~scenario.seed());
            agenda.add(startMs + dice.millis(0, 600_000), new ModeratorTeam(shifts, gate, dice));
            new Errands(shifts, gate, new Dice(scenario.seed() ^ ERRANDS)).enter(agenda, startMs, openingMs);
        }
        this.crew = new Crew(clock, List.of(agenda), executor);
    }

    /** Lives through the warm-up on the calling thread, some 150,000 checks. Once done, calling it again changes nothing. */
    public void warmUp() {
        advanceTo(openingMs);
    }

    /**
     * Has something done again and again, on the community's clock; to be called before anything else. While it warms up, a tenth as often:
     * nobody looks on, and whoever starts a demo waits for it.
     */
    public void inBackground(Duration every, Runnable work) {
        long everyMs = every.toMillis();
        agenda.add(clock.millis(), due -> {
            work.run();
            return Math.max(everyMs, Math.min(UNWATCHED * everyMs, openingMs - due));
        });
    }

    /** Steps by hand: performs everything that is due within {@code step}, each at its own time. */
    public void advance(Duration step) {
        advanceTo(clock.millis() + step.toMillis());
    }

    /** Warms up if that is not done yet, then lets the clock run. */
    public void start() {
        warmUp();
        clock.resume();
        crew.start();
    }

    /** Lets a raid loose, or answers with the one that is going on. */
    public Raid startRaid() {
        return community.startRaid(clock.millis());
    }

    /** Simulated seconds in a real second. */
    public double speed() {
        return clock.speed();
    }

    /**
     * Changes the speed from now on, without a jump in time.
     *
     * @param speed simulated seconds in a real second, above 0
     */
    public void setSpeed(double speed) {
        clock.setSpeed(speed);
    }

    /** Everything stands still, the community's time included. */
    public void pause() {
        clock.pause();
    }

    public void resume() {
        clock.resume();
    }

    public Scenario scenario() {
        return scenario;
    }

    /** What it counted itself so far. */
    public SimulationReport report() {
        return gate.report();
    }

    /** What ended it before it was closed; null if nothing did. */
    public @Nullable RuntimeException failure() {
        return crew.failure();
    }

    /** Ends it and waits for the check under way. The limiter and the store stay open. */
    @Override
    public void close() {
        crew.close();
        clock.pause();
    }

    private void advanceTo(long targetMs) {
        for (Long next = agenda.nextAtMs(); next != null && next <= targetMs; next = agenda.nextAtMs()) {
            clock.advanceTo(next);
            agenda.performNext(next);
        }
        clock.advanceTo(targetMs);
    }
}
