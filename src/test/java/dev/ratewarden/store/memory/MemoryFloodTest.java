package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A flood of made-up ids against a budget of memory: the budget holds, and nobody is lost whom people would miss. By default a small
 * one; {@code -Dratewarden.flood.ids=5000000 -Dratewarden.flood.megabytes=64} is the one that the promise names.
 */
@Timeout(600)
class MemoryFloodTest {

    private static final long T0 = 1_767_225_600_000L;
    private static final long IDS = Long.getLong("ratewarden.flood.ids", 150_000);
    private static final long BUDGET = Long.getLong("ratewarden.flood.megabytes", 2) << 20;
    private static final int THREADS = 2;
    private static final int OF_EACH = 50;

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryLimits limits = MemoryLimits.ofBytes(BUDGET);
    private final MemoryStore store = new MemoryStore(clock, limits);

    @Test
    void aFloodOfMadeUpIdsKeepsTheBudgetAndLosesNobodyWhomPeopleWouldMiss() throws Exception {
        store.addDefaults(
                List.of(
                        Policy.of("storm", Limit.slidingWindow(1, Duration.ofDays(30))),
                        Policy.of("dance", Limit.tokenBucket(5, Duration.ofMinutes(1)))),
                null);
        for (int i = 0; i < OF_EACH; i++) {
            enterThoseWhoMustStay(i);
        }
        long before = usedBytes();
        flood();

        for (int i = 0; i < OF_EACH; i++) {
            assertStillThere(i);
        }
        Statistics now = store.snapshot(UserQuery.all(1)).statistics();
        assertThat(now.allowed() + now.denied()).as("every check was counted").isGreaterThan(IDS);
        assertThat(now.usersTracked()).as("users").isLessThanOrEqualTo(limits.maxUsers() + THREADS);
        assertThat(store.dropped().evicted()).isGreaterThanOrEqualTo(IDS - limits.maxUsers());
        assertThat(usedBytes() - before).as("bytes").isLessThan(BUDGET + (8L << 20));
    }

    private void flood() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int own = thread;
                running.add(threads.submit(() -> {
                    for (long i = own; i < IDS; i += THREADS) {
                        // Every fourth comes back once; every eighth does too much and gets a score.
                        String id = "made-up-" + i;
                        store.check(CheckRequest.of(id, i % 8 == 0 ? "storm" : "dance"));
                        if (i % 4 == 0) {
                            store.check(CheckRequest.of(id, i % 8 == 0 ? "storm" : "dance"));
                        }
                        if (i % 1_000 == own) {
                            clock.advance(1_000);
                        }
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get(590, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void enterThoseWhoMustStay(int i) {
        act("banned-" + i, new ModeratorAction.Ban(null));
        act("exempt-" + i, new ModeratorAction.Exempt(null));
        act("noted-" + i, new ModeratorAction.Note("remember"));
        act("overridden-" + i, new ModeratorAction.Override("dance", 3L));
        violations("blocked-" + i, 5);
        violations("caution-" + i, 4);
    }

    private void act(String user, ModeratorAction action) {
        store.act(user, action, "mod", "");
    }

    private void violations(String user, int count) {
        for (int n = 0; n <= count; n++) {
            store.check(CheckRequest.of(user, "storm"));
        }
    }

    private void assertStillThere(int i) {
        assertThat(store.peek(CheckRequest.of("banned-" + i, "dance")).reason()).isEqualTo(Reason.BANNED);
        assertThat(store.peek(CheckRequest.of("exempt-" + i, "dance")).reason()).isEqualTo(Reason.EXEMPT);
        assertThat(store.user("noted-" + i).orElseThrow().note()).isNotNull();
        assertThat(store.user("overridden-" + i).orElseThrow().overrides()).hasSize(1);
        assertThat(store.peek(CheckRequest.of("blocked-" + i, "dance")).reason())
                .isEqualTo(Reason.BLOCKED);
        assertThat(store.user("caution-" + i).orElseThrow().summary().tier()).isEqualTo(Tier.CAUTION);
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
