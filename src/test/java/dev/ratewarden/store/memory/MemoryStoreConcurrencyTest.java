package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.ManualClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight threads at once: each outcome must fit into one order, one after the other, of all that was asked. */
@Timeout(60)
class MemoryStoreConcurrencyTest {

    private static final long T0 = 1_767_225_600_000L;
    private static final int THREADS = 8;
    private static final int EACH = 500;
    private static final int LIMIT = 1_000;

    private final ManualClock clock = new ManualClock(T0);
    private final MemoryStore store = new MemoryStore(clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(Strategy.class)
    void eightThreadsOnOneKeyAreAdmittedExactlyUpToTheLimit(Strategy strategy) throws Exception {
        store.addDefaults(
                List.of(new Policy("act", new Limit(strategy, LIMIT, 3_600_000, LIMIT), 0, true)), ScoreRules.DEFAULT);
        List<CheckOutcome> outcomes = inEachThread(thread -> repeated(() -> check("ann", "act")));

        Map<Reason, Long> reasons =
                outcomes.stream().collect(Collectors.groupingBy(CheckOutcome::reason, Collectors.counting()));
        assertThat(reasons)
                .isEqualTo(Map.of(Reason.ALLOWED, (long) LIMIT, Reason.LIMITED, (long) THREADS * EACH - LIMIT));
        assertThat(outcomes.stream().filter(it -> it.reason() == Reason.ALLOWED).map(it -> remaining(it)))
                .as("each remaining was answered once")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, LIMIT).boxed().toList());
        assertThat(store.snapshot(UserQuery.all(1)).statistics())
                .isEqualTo(new Statistics(1, 0, 0, 0, 3_000, 1_000, 3_000));
        assertThat(store.snapshot(UserQuery.all(1)).minutes().getFirst().denied())
                .isEqualTo(3_000);
    }

    @Test
    void violationsOfManyThreadsEscalateOneAfterTheOther() throws Exception {
        store.addDefaults(
                List.of(new Policy("act", new Limit(Strategy.SLIDING_WINDOW, 1, 86_400_000, 1), 1, true)),
                new ScoreRules(1_000_000, 75, 0));
        check("ann", "act");
        List<CheckOutcome> outcomes = inEachThread(thread -> repeated(() -> check("ann", "act")));

        List<CheckOutcome> inOrder = outcomes.stream()
                .sorted(Comparator.comparingLong(CheckOutcome::violations))
                .toList();
        double score = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(inOrder.get(i).violations()).isEqualTo(i + 1);
            score += 1 + 0.5 * Math.min(99, i);
            assertThat(inOrder.get(i).score()).isEqualTo(score);
        }
        assertThat(inOrder.stream().filter(CheckOutcome::notifyUser))
                .as("told once")
                .hasSize(1);
    }

    @Test
    void aBlockIsSetOnceHoweverManyReachTheThreshold() throws Exception {
        store.addDefaults(
                List.of(Policy.of("act", new Limit(Strategy.SLIDING_WINDOW, 1, 86_400_000, 1))), ScoreRules.DEFAULT);
        List<CheckOutcome> outcomes = inEachThread(thread -> repeated(() -> check("ann", "act")));

        assertThat(outcomes.stream()
                        .filter(it -> it.penalty() != null && it.penalty().blocked()))
                .hasSize(1);
        assertThat(outcomes.stream().filter(it -> it.reason() == Reason.LIMITED))
                .hasSize(5);
        assertThat(store.events(EventQuery.latest(10_000)).stream()
                        .filter(it -> it.type().equals("USER_AUTO_BLOCKED")))
                .hasSize(1);
        assertThat(store.user("ann").orElseThrow().summary().score()).isEqualTo(100);
    }

    @Test
    void totalsAddUpWhileModeratorsActAndOthersLook() throws Exception {
        store.addDefaults(List.of(Policy.of("act", new Limit(Strategy.TOKEN_BUCKET, 3, 1_000, 3))), ScoreRules.DEFAULT);
        List<CheckOutcome> outcomes = inEachThread(thread -> {
            List<CheckOutcome> mine = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                String user = "user-" + i % 5;
                mine.add(check(user, "act"));
                clock.advance(thread == 0 ? 1 : 0);
                if (i % 25 == thread) {
                    store.act(user, new ModeratorAction.Reset(false), "mod", "");
                    store.snapshot(UserQuery.highAbuse(10));
                    store.describe(Map.of(user, "name " + i));
                    store.find("name", 5);
                }
            }
            return mine;
        });

        Statistics totals = store.snapshot(UserQuery.all(10)).statistics();
        long allowed = outcomes.stream().filter(it -> it.reason().allows()).count();
        long limited =
                outcomes.stream().filter(it -> it.reason() == Reason.LIMITED).count();
        assertThat(totals.allowed()).isEqualTo(allowed);
        assertThat(totals.denied()).isEqualTo(THREADS * EACH - allowed);
        assertThat(totals.totalViolations()).isEqualTo(limited);
        assertThat(store.snapshot(UserQuery.all(10)).users().users().stream()
                        .mapToLong(it -> it.violations())
                        .sum())
                .isEqualTo(limited);
        assertThat(store.audit(1_000)).hasSize(THREADS * EACH / 25).doesNotHaveDuplicates();
    }

    @Test
    void onceABanIsAnsweredNoLaterCheckIsAllowed() throws Exception {
        store.addDefaults(
                List.of(Policy.of("act", new Limit(Strategy.FIXED_WINDOW, 1_000_000, 86_400_000, 1_000_000))), null);
        for (int round = 0; round < 50; round++) {
            String user = "user-" + round;
            List<CheckOutcome> after = inEachThread(thread -> {
                if (thread == 0) {
                    store.act(user, new ModeratorAction.Ban(null), "mod", "");
                }
                List<CheckOutcome> mine = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    mine.add(check(user, "act"));
                }
                // Once denied, always denied; and the one who banned never gets through.
                boolean denied = thread == 0;
                for (CheckOutcome outcome : mine) {
                    denied |= outcome.reason() == Reason.BANNED;
                    assertThat(outcome.reason()).isEqualTo(denied ? Reason.BANNED : Reason.ALLOWED);
                }
                return mine;
            });
            long allowed =
                    after.stream().filter(it -> it.reason() == Reason.ALLOWED).count();
            assertThat(remaining(store.peek(CheckRequest.of(user, "act")))).isEqualTo(1_000_000 - allowed);
        }
    }

    private CheckOutcome check(String user, String action) {
        return store.check(CheckRequest.of(user, action));
    }

    private static long remaining(CheckOutcome outcome) {
        return Objects.requireNonNull(outcome.quota()).remaining();
    }

    private static List<CheckOutcome> repeated(Callable<CheckOutcome> check) throws Exception {
        List<CheckOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            outcomes.add(check.call());
        }
        return outcomes;
    }

    private interface Work {
        List<CheckOutcome> in(int thread) throws Exception;
    }

    /** Starts all threads at one moment and collects what they saw. */
    private List<CheckOutcome> inEachThread(Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<List<CheckOutcome>>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            running.add(threads.submit(() -> {
                start.await();
                return work.in(thread);
            }));
        }
        start.countDown();
        List<CheckOutcome> all = new ArrayList<>();
        for (Future<List<CheckOutcome>> one : running) {
            all.addAll(one.get(50, TimeUnit.SECONDS));
        }
        return all;
    }
}
