package dev.ratewarden;

import dev.ratewarden.cli.Simulations;
import dev.ratewarden.cli.Source;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.simulation.LoadRun;
import dev.ratewarden.simulation.SimulatedClock;
import dev.ratewarden.simulation.SimulationReport;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.store.redis.RedisStore;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Lets a simulated community loose on a Redis, or on a store in memory. */
final class SimulationRunner implements Simulations {
    private final InstantSource now;

    SimulationRunner(InstantSource now) {
        this.now = now;
    }

    @Override
    public Result run(Request request, Consumer<String> progress) {
        SimulatedClock clock = SimulatedClock.startingAt(now.instant());
        Source.Redis redis = request.redis();
        progress.accept("Simulating for %d s at %s times the speed of life, seed %d, %s"
                .formatted(
                        request.duration().toSeconds(),
                        request.speed(),
                        request.seed(),
                        redis == null ? "in memory" : "in " + RedisSources.forBots(redis)));
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        try (LimiterStore store = redis == null ? new MemoryStore(clock) : open(redis)) {
            RateLimiter limiter = RateLimiter.builder(store).executor(executor).build();
            LoadRun run = new LoadRun(request.seed(), request.speed(), limiter, clock, LoadRun.WORKERS, executor);
            SimulationReport report =
                    run.run(request.duration(), soFar -> progress.accept(soFar.checks() + " checks so far"));
            if (!run.leftOut().isZero()) {
                progress.accept("The store could not keep up: %d s of simulated life were left out"
                        .formatted(Math.ceilDiv(run.leftOut().toMillis(), 1_000)));
            }
            return result(report);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("the simulation was interrupted", e);
        } finally {
            executor.shutdown();
        }
    }

    /**
     * As a bot does, so that it goes on while Redis is away. Knocks first, with more patience, and sets up the keyspace: a Redis that is
     * away from the start is no simulation.
     */
    private static LimiterStore open(Source.Redis redis) {
        try (RedisStore people = new RedisStore(RedisSources.forPeople(redis))) {
            people.addDefaults(StandardPolicies.all(), null);
            people.audit(1);
        }
        return Stores.redis(RedisSources.forBots(redis)).open();
    }

    private static Result result(SimulationReport report) {
        return new Result(report.checks(), report.allowed(), report.denied(), report.violations(), report.degraded());
    }
}
