package dev.ratewarden.simulation;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A simulation over memory, stepped by hand. */
final class Lab {

    private static final Instant OPENING = Instant.parse("2026-11-23T14:00:00Z");

    final SimulatedClock clock;
    final MemoryStore store;
    final RateLimiter limiter;
    final Simulation simulation;
    final Moderation moderation;

    Lab(Scenario scenario) {
        this(scenario, store -> store);
    }

    /** @param wrapping puts a store of the test's own between limiter and memory */
    Lab(Scenario scenario, UnaryOperator<LimiterStore> wrapping) {
        clock = SimulatedClock.startingAt(OPENING.minus(scenario.warmUp()));
        store = new MemoryStore(clock);
        limiter = RateLimiter.builder(wrapping.apply(store))
                .scoreRules(Simulation.SCORE_RULES)
                .executor(Runnable::run)
                .build();
        simulation = new Simulation(
                scenario, clock, limiter, store, task -> Thread.ofVirtual().start(task));
        moderation = new Moderation(store, "tester");
    }

    Snapshot snapshot() {
        return moderation.snapshot(UserQuery.highAbuse(UserQuery.MAX_LIMIT));
    }

    /** Denied checks in a hundred, in the last full minutes. */
    static double deniedPercent(Snapshot snapshot, int minutes) {
        List<MinuteCount> full =
                snapshot.minutes().subList(0, snapshot.minutes().size() - 1);
        List<MinuteCount> last = full.subList(Math.max(0, full.size() - minutes), full.size());
        double denied = last.stream().mapToLong(MinuteCount::denied).sum();
        return 100
                * denied
                / (denied + last.stream().mapToLong(MinuteCount::allowed).sum());
    }

    static double checksPerSecond(Snapshot snapshot, int minutes) {
        List<MinuteCount> all = snapshot.minutes();
        List<MinuteCount> last = all.subList(Math.max(0, all.size() - 1 - minutes), all.size() - 1);
        return last.stream()
                        .mapToLong(minute -> minute.allowed() + minute.denied())
                        .sum()
                / (double) Duration.ofMinutes(last.size()).toSeconds();
    }

    /** Passes everything on; for tests that want to see or spoil a part. */
    static class Between implements LimiterStore {

        private final LimiterStore inner;

        Between(LimiterStore inner) {
            this.inner = inner;
        }

        @Override
        public CheckOutcome check(CheckRequest request) {
            return inner.check(request);
        }

        @Override
        public CheckOutcome peek(CheckRequest request) {
            return inner.peek(request);
        }

        @Override
        public PolicyBook policies() {
            return inner.policies();
        }

        @Override
        public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
            return inner.addDefaults(defaults, rules);
        }

        @Override
        public Set<String> describe(Map<String, String> namesById) {
            return inner.describe(namesById);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
