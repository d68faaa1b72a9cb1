package dev.ratewarden.simulation;

import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A seeded community let loose on any store for some real time: what {@code ratewarden simulate} runs. Its arrivals follow simulated
 * time; no time is ever sent. A store with a clock of its own therefore sees them as many times more often as the speed says, against
 * limits of real time. Nobody moderates. Run once.
 */
public final class LoadRun {

    /** Enough for a store across a network to be kept busy. */
    public static final int WORKERS = 4;

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    private final RateLimiter limiter;
    private final SimulatedClock clock;
    private final Gate gate;
    private final Crew crew;

    /**
     * @param seed equal seeds make equal communities; any number
     * @param speed how many times as many arrivals as in real life, above 0
     * @param clock paused; in memory the store's own, else one of the simulation's
     * @param workers how many checks may be under way at once, at least 1
     * @param executor runs the workers, each one long task
     */
    public LoadRun(long seed, double speed, RateLimiter limiter, SimulatedClock clock, int workers, Executor executor) {
        this.limiter = limiter;
        this.clock = clock;
        this.gate = new Gate(limiter);
        clock.setSpeed(speed);
        List<Agenda> lanes =
                IntStream.range(0, workers).mapToObj(lane -> new Agenda()).toList();
        new Community(Scenario.load(seed), clock.millis(), gate, lanes);
        this.crew = new Crew(clock, lanes, executor);
    }

    /**
     * Runs for {@code time} of real time, waits for the checks under way and writes the names that still wait.
     *
     * @param progress is told on the calling thread, every five seconds, what was counted so far
     * @throws StoreUnavailableException if the store stopped answering; the message says how far it came
     * @throws StoreException if the store refused; likewise
     * @throws InterruptedException if the caller was interrupted; the run has ended then, too
     */
    public SimulationReport run(Duration time, Consumer<SimulationReport> progress) throws InterruptedException {
        clock.resume();
        crew.start();
        try {
            Duration left = time;
            while (left.compareTo(PROGRESS_EVERY) > 0 && crew.await(PROGRESS_EVERY)) {
                progress.accept(report());
                left = left.minus(PROGRESS_EVERY);
            }
            crew.await(left);
        } finally {
            crew.close();
            clock.pause();
        }
        RuntimeException failure = crew.failure();
        if (failure != null) {
            throw withProgress(failure);
        }
        limiter.close();
        return report();
    }

    /** What was counted so far. */
    public SimulationReport report() {
        return gate.report();
    }

    /** Simulated time that was left out because the store could not keep up, summed over the workers; zero when all went well. */
    public Duration leftOut() {
        return Duration.ofMillis(crew.leftOutMs());
    }

    private RuntimeException withProgress(RuntimeException failure) {
        SimulationReport done = report();
        String message = "the simulation ended after %d checks (%d allowed, %d denied): %s"
                .formatted(done.checks(), done.allowed(), done.denied(), failure.getMessage());
        return switch (failure) {
            case StoreUnavailableException away -> new StoreUnavailableException(message, away);
            case StoreException refused -> new StoreException(message, refused);
            default -> failure;
        };
    }
}
