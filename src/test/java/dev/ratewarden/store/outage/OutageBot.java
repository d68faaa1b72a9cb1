package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.memory.MemoryDecider;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bot as a test has it: an outage store over Redis, and a count of what its users were told. */
final class OutageBot implements AutoCloseable {

    static final String PREFIX = "rw:";

    /** For what comes within seconds, on a machine that is busy with other tests. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final OutageStore store;
    final Told told = new Told();

    OutageBot(String uri, @Nullable Path journal, List<Policy> policies, @Nullable ScoreRules rules) {
        this(RedisSettings.forBots(uri, PREFIX), "bot", journal, OutageListener.NONE, policies, rules);
    }

    OutageBot(
            RedisSettings settings,
            String instance,
            @Nullable Path journal,
            OutageListener listener,
            List<Policy> policies,
            @Nullable ScoreRules rules) {
        store = new OutageStore(
                new RedisStore(settings),
                new MemoryDecider(),
                new OutageSettings(
                        instance,
                        journal,
                        OutageSettings.DEFAULT_JOURNAL_BYTES,
                        listener,
                        InstantSource.system(),
                        System::nanoTime,
                        executor,
                        OutageSettings.DEFAULT_CHECK_LOG_BYTES));
        store.addDefaults(policies, rules);
    }

    CheckOutcome check(String user, String action) {
        CheckOutcome outcome = store.check(CheckRequest.of(user, action));
        told.told(user, action, outcome);
        return outcome;
    }

    void awaitAway() {
        await("the store is away", store::isAway);
    }

    void awaitBack() {
        await("the store is back", () -> !store.isAway());
    }

    /** Waits for a condition, with a deadline. */
    static void await(String what, BooleanSupplier condition) {
        await(what, DEADLINE, condition, () -> "");
    }

    /** The same; says how it stands if it does not come in time. */
    static void await(String what, Duration atMost, BooleanSupplier condition, Supplier<String> state) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not: " + what + " " + state.get());
            }
            // A thousand questions a second, as in a busy community: who waits must not take the processor from what is
            // waited for.
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        store.close();
        executor.shutdown();
    }
}
