package dev.ratewarden;

import dev.ratewarden.cli.Community;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.simulation.Scenario;
import dev.ratewarden.simulation.SimulatedClock;
import dev.ratewarden.simulation.Simulation;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.watch.Watcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A simulated community in memory that has already lived for a while when it is opened, up to the moment of opening. The same one
 * every time.
 */
final class DemoCommunity implements Community {
    private static final long SEED = 11;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final MemoryStore store;
    private final RateLimiter limiter;
    private final Simulation simulation;
    private final Watcher watcher;

    DemoCommunity(InstantSource now) {
        Scenario scenario = Scenario.demo(SEED);
        SimulatedClock clock = SimulatedClock.startingAt(now.instant().minus(scenario.warmUp()));
        store = new MemoryStore(clock);
        limiter = RateLimiter.builder(store)
                .scoreRules(Simulation.SCORE_RULES)
                .executor(executor)
                .build();
        simulation = new Simulation(scenario, clock, limiter, store, executor);
        // The community watches over itself: a raid is noticed, and the status bar says by whom.
        watcher = Watcher.over(store).name("demo").clock(clock).build();
        simulation.inBackground(Duration.ofSeconds(1), watcher::turn);
        simulation.warmUp();
    }

    /** Lets it live on, in real time at first. */
    Simulation start() {
        simulation.start();
        return simulation;
    }

    @Override
    public Moderation moderation(String operator) {
        return new Moderation(store, operator);
    }

    @Override
    public RateLimiter limiter() {
        return limiter;
    }

    @Override
    public void close() {
        simulation.close();
        watcher.close();
        limiter.close();
        executor.shutdown();
        store.close();
    }
}
