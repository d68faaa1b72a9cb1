package dev.ratewarden.guard;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** A guard whose checks, bodies and waits happen when a test says so; {@code act} allows two a minute. */
final class GuardFixture {

    static final long T0 = 1_767_225_600_000L;

    /** Held here, since a logger that nobody holds forgets its settings. */
    private static final Logger LOGGER = Logger.getLogger(Guard.class.getName());

    final ManualClock clock = new ManualClock(T0);
    final MemoryStore store = new MemoryStore(clock);
    final List<Denial> denials = new ArrayList<>();

    /** Checks that wait for {@link #settle}. */
    final Queue<Runnable> checks = new ArrayDeque<>();

    /** Bodies and handlers that wait likewise. */
    final Queue<Runnable> work = new ArrayDeque<>();

    /** What waits for a time, and for how long. */
    final List<Long> delaysMs = new ArrayList<>();

    final Queue<Runnable> delayed = new ArrayDeque<>();

    RateLimiter limiter() {
        return limiter(store, checks::add);
    }

    RateLimiter limiter(LimiterStore over, Executor executor) {
        return RateLimiter.builder(over)
                .policy("act", Limit.slidingWindow(2, Duration.ofMinutes(1)))
                .policy("other", Limit.slidingWindow(1, Duration.ofMinutes(1)))
                .policy("drip", Limit.leakyBucket(3, Duration.ofSeconds(3)))
                .executor(executor)
                .build();
    }

    Guard.Builder builder() {
        return with(limiter());
    }

    Guard.Builder with(RateLimiter limiter) {
        return Guard.builder(limiter)
                .executor(work::add)
                .clock(clock)
                .delays(ms -> task -> {
                    delaysMs.add(ms);
                    delayed.add(task);
                })
                .onDenial(denials::add);
    }

    /** Everything that waits, in turn, until nothing does; times are not waited for. */
    void settle() {
        while (!checks.isEmpty() || !work.isEmpty()) {
            (checks.isEmpty() ? work : checks).remove().run();
        }
    }

    /** The store, but for checks, which fail. */
    LimiterStore failing(RuntimeException failure) {
        return (LimiterStore) Proxy.newProxyInstance(
                LimiterStore.class.getClassLoader(), new Class<?>[] {LimiterStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("check")) {
                        throw failure;
                    }
                    return method.invoke(store, args);
                });
    }

    /** What the guard logs while this runs. */
    static List<String> logged(Runnable what) {
        List<String> messages = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                String thrown = entry.getThrown() == null ? "" : " <- " + entry.getThrown();
                messages.add(new SimpleFormatter().formatMessage(entry) + thrown);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
        try {
            what.run();
        } finally {
            LOGGER.removeHandler(handler);
            LOGGER.setUseParentHandlers(true);
        }
        return messages;
    }
}
