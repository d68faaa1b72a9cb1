package dev.ratewarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code guard.run} and {@code guard.call}. */
class GuardTest {

    private final GuardFixture fixture = new GuardFixture();
    private final Guard guard = fixture.builder().build();
    private final List<String> done = new ArrayList<>();

    @Test
    void theCallerGoesOnBeforeTheCheckAndTheBodyRunsAfterIt() {
        CompletableFuture<Guarded<Void>> result = guard.run("ann", "act", () -> done.add("played"));
        assertThat(result).isNotDone();
        assertThat(fixture.store.user("ann")).as("not even the check has begun").isEmpty();

        fixture.checks.remove().run();
        assertThat(done).as("the body is for the guard's executor").isEmpty();
        fixture.work.remove().run();

        assertThat(done).containsExactly("played");
        assertThat(result.join()).isInstanceOfSatisfying(Guarded.Ran.class, ran -> {
            assertThat(ran.value()).isNull();
            assertThat(ran.decision()).extracting("reason", "remaining").containsExactly(Reason.ALLOWED, 1L);
        });
    }

    @Test
    void aDenialIsToldOnceUntilItsWaitIsOver() {
        List<Guarded<Void>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            results.add(settled(guard.run("ann", "act", () -> done.add("played"))));
        }
        assertThat(done).hasSize(2);
        assertThat(results.subList(2, 6)).hasOnlyElementsOfType(Guarded.Denied.class);
        assertThat(fixture.denials).hasSize(1);

        fixture.clock.advance(Duration.ofMinutes(1));
        settled(guard.run("bob", "act", () -> {}));
        assertThat(fixture.denials).extracting(Denial::userId).containsExactly("ann");
    }

    @Test
    void aHandlerOfTheCallIsToldInsteadOfTheGuards() {
        List<String> told = new ArrayList<>();
        CheckRequest both = CheckRequest.of("ann", "act").withCost(2).withWhere("guild-7");
        settled(guard.run(both, () -> done.add("played"), denial -> told.add("unexpected")));
        settled(guard.run("ann", "act", () -> done.add("played"), denial -> told.add(denial.message())));

        assertThat(done).hasSize(1);
        assertThat(told).containsExactly("You are doing that too often. Try again in 1 min.");
        assertThat(fixture.denials).isEmpty();
    }

    @Test
    void costRoleAndPlaceReachTheCheck() {
        settled(guard.call(CheckRequest.of("ann", "act").withCost(2), () -> "first"));
        settled(guard.call(CheckRequest.of("ann", "act").withWhere("guild-7").withRole("vip"), () -> "second"));
        assertThat(fixture.store.user("ann").orElseThrow().history())
                .singleElement()
                .extracting("where", "cost")
                .containsExactly("guild-7", 1L);
    }

    @Test
    void aHandlerThatThrowsIsLoggedAndTheDenialStands() {
        settled(guard.run(CheckRequest.of("ann", "act").withCost(2), () -> {}));
        List<String> said = GuardFixture.logged(() -> {
            Guarded<Void> result = settled(guard.run("ann", "act", () -> {}, denial -> {
                throw new IllegalStateException("no channel");
            }));
            assertThat(result).isInstanceOf(Guarded.Denied.class);
        });
        assertThat(said).singleElement().asString().contains("the denial of act stands", "no channel");
    }

    @Test
    void whatTheBodyGivesIsInTheResult() {
        assertThat(settled(guard.call("ann", "act", () -> 42)).orElseThrow()).isEqualTo(42);
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<Guarded<String>> result = guard.run("ann", "act", () -> later);
        fixture.settle();
        assertThat(result).as("the stage goes on").isNotDone();
        later.complete("pack");
        assertThat(result.join().orElseThrow()).isEqualTo("pack");

        Guarded<Integer> denied = settled(guard.call("ann", "act", () -> 43));
        assertThatThrownBy(denied::orElseThrow)
                .isInstanceOfSatisfying(
                        DeniedException.class,
                        e -> assertThat(e.decision().reason()).isEqualTo(Reason.LIMITED));
    }

    @Test
    void whatTheBodyThrowsReachesTheFutureAsItIs() {
        IOException failure = new IOException("disk");
        CompletableFuture<Guarded<Object>> called = guard.call("ann", "act", () -> {
            throw failure;
        });
        CompletableFuture<Guarded<String>> staged =
                guard.run("ann", "act", () -> CompletableFuture.supplyAsync(() -> fails("late"), Runnable::run));
        fixture.settle();
        assertThat(failureOf(called)).isSameAs(failure);
        assertThat(failureOf(staged)).isInstanceOf(IllegalStateException.class).hasMessage("late");
    }

    @Test
    void aStageThatIsNullIsAnErrorAndNoSilence() {
        CompletableFuture<String> none = null;
        CompletableFuture<Guarded<String>> result = guard.run("ann", "act", () -> none);
        fixture.settle();
        assertThat(failureOf(result)).isInstanceOf(NullPointerException.class).hasMessageContaining("CompletionStage");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aBodyOrHandlerThatIsNullIsHeardOfBeforeAnythingIsConsumed() {
        Runnable none = null;
        Callable<String> nothing = null;
        assertThatThrownBy(() -> guard.run("ann", "act", none)).hasMessage("body");
        assertThatThrownBy(() -> guard.call("ann", "act", nothing)).hasMessage("body");
        assertThatThrownBy(() -> guard.run("ann", "act", () -> {}, null)).hasMessage("onDenial");
        fixture.settle();
        assertThat(fixture.checks).isEmpty();
    }

    @Test
    void whatARunnableThrowsIsLoggedTooSinceFewLookAtItsFuture() {
        List<String> said = GuardFixture.logged(() -> {
            CompletableFuture<Guarded<Void>> result = guard.run("ann", "act", () -> {
                fails("no channel");
            });
            fixture.settle();
            assertThat(failureOf(result)).hasMessage("no channel");
        });
        assertThat(said).singleElement().asString().contains("act failed", "no channel");
    }

    @Test
    void aLeakyBucketsDelayIsWaitedForWithoutAThread() {
        drip(guard, "first");
        drip(guard, "second");
        drip(guard, "third");
        fixture.settle();
        assertThat(done).containsExactly("first");
        assertThat(fixture.delaysMs).containsExactly(1_000L, 2_000L);

        fixture.delayed.forEach(Runnable::run);
        fixture.settle();
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void withoutAnySettingTheDelayIsWaitedForByTheSystemsClock() throws Exception {
        RateLimiter limiter = RateLimiter.builder(fixture.store)
                .policy("quick", Limit.leakyBucket(10, Duration.ofSeconds(1)))
                .build();
        Guard usual = Guard.of(limiter);
        usual.run("ann", "quick", () -> {}).get(10, TimeUnit.SECONDS);
        long asked = System.nanoTime();

        usual.run("ann", "quick", () -> {}).get(10, TimeUnit.SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void theDelayCanBeSwitchedOff() {
        Guard unpaced = fixture.builder().paced(false).build();
        drip(unpaced, "first");
        drip(unpaced, "second");
        fixture.settle();
        assertThat(done).containsExactly("first", "second");
        assertThat(fixture.delaysMs).isEmpty();
    }

    @Test
    void whenTheCheckFailsTheBodyDoesNotRunAndTheLogSaysSoOnceAMinute() {
        StoreException failure = new StoreException("Redis refuses: wrong password", null);
        Guard over = fixture.with(fixture.limiter(fixture.failing(failure), fixture.checks::add))
                .build();
        List<String> said = GuardFixture.logged(() -> {
            for (int i = 0; i < 120; i++) {
                CompletableFuture<Guarded<Void>> result = over.run("ann", "act", () -> done.add("played"));
                fixture.settle();
                assertThat(failureOf(result)).isSameAs(failure);
                fixture.clock.advance(1_000);
            }
        });
        assertThat(done).isEmpty();
        assertThat(said)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .isEqualTo("Check of act failed, so the command does not run: Redis refuses: wrong password"));
    }

    @Test
    void aClockThatWasSetBackDoesNotSilenceTheLog() {
        Guard over = fixture.with(fixture.limiter(fixture.failing(new StoreException("no", null)), fixture.checks::add))
                .build();
        List<String> said = GuardFixture.logged(() -> {
            settled(over.run("ann", "act", () -> {}).handle((result, failure) -> null));
            fixture.clock.set(GuardFixture.T0 - 3_600_000);
            settled(over.run("ann", "act", () -> {}).handle((result, failure) -> null));
        });
        assertThat(said).hasSize(2);
    }

    @Test
    void aGuardThatFailsOpenRunsTheBodyUnchecked() {
        StoreException failure = new StoreException("Redis refuses: wrong password", null);
        Guard open = fixture.with(fixture.limiter(fixture.failing(failure), fixture.checks::add))
                .failOpen(true)
                .build();
        List<String> said = GuardFixture.logged(() -> {
            Guarded<Integer> result = settled(open.call("ann", "act", () -> 42));
            assertThat(result).isEqualTo(new Guarded.Ran<>(42, null));
        });
        assertThat(said).singleElement().asString().contains("runs unchecked");
    }

    @Test
    void anImpossibleRequestRunsNothingEvenIfItFailsOpen() {
        Guard open = fixture.builder().failOpen(true).build();
        assertThatThrownBy(() -> open.run("", "act", () -> done.add("played")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("user id");
        GuardFixture.logged(() -> {
            CompletableFuture<Guarded<Void>> tooMuch =
                    open.run(CheckRequest.of("ann", "act").withCost(3), () -> done.add("played"));
            fixture.settle();
            assertThat(failureOf(tooMuch)).hasMessageStartingWith("COST_EXCEEDS_LIMIT");
        });
        assertThat(done).isEmpty();
    }

    @Test
    void aBodyThatIsInterruptedLeavesItsThreadInterrupted() {
        CompletableFuture<Guarded<Object>> result = guard.call("ann", "act", () -> {
            throw new InterruptedException("end");
        });
        fixture.settle();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failureOf(result)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aDenialOfWhichNobodyCanBeToldIsNoFailure() {
        settled(guard.run(CheckRequest.of("ann", "act").withCost(2), () -> {}));
        Guard late = fixture.builder()
                .executor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();
        List<String> said = GuardFixture.logged(
                () -> assertThat(settled(late.run("ann", "act", () -> {}))).isInstanceOf(Guarded.Denied.class));
        assertThat(said).singleElement().asString().contains("denial of act", "shut down");
    }

    @Test
    void anExecutorThatTakesNothingMoreFailsTheFuture() {
        Guard late = fixture.builder()
                .executor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build();
        CompletableFuture<Guarded<Integer>> result = late.call("ann", "act", () -> 42);
        fixture.settle();
        assertThat(failureOf(result)).isInstanceOf(RejectedExecutionException.class);

        RateLimiter closed = fixture.limiter(fixture.store, task -> {
            throw new RejectedExecutionException("shut down");
        });
        GuardFixture.logged(() -> assertThat(
                        failureOf(fixture.with(closed).build().call("ann", "act", () -> 42)))
                .isInstanceOf(RejectedExecutionException.class));
    }

    @Test
    void checksRunBesideTheCallersThreadWithoutAnySetting() throws Exception {
        RateLimiter limiter = RateLimiter.builder(fixture.store).build();
        AtomicInteger onVirtualThreads = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);
        Guarded<Void> result = Guard.of(limiter)
                .run("ann", "payment", () -> {
                    onVirtualThreads.addAndGet(Thread.currentThread().isVirtual() ? 1 : 0);
                    ran.countDown();
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(result).isInstanceOf(Guarded.Ran.class);
        assertThat(onVirtualThreads).hasValue(1);
    }

    /** Which overload a lambda gets, as with {@code ExecutorService.submit}: that this compiles is half of the test. */
    @Test
    void aLambdaIsTakenForAStageIfItGivesOneAndElseForARunnable() {
        Event event = new Event();
        CompletableFuture<Guarded<Void>> givesNothing = guard.run("a", "free", () -> event.acknowledge());
        CompletableFuture<Guarded<Void>> givesSomethingElse = guard.run("b", "free", () -> event.reply("x"));
        CompletableFuture<Guarded<Void>> isABlock = guard.run("c", "free", () -> {
            event.reply("x");
        });
        CompletableFuture<Guarded<String>> givesAFuture = guard.run("d", "free", () -> event.submit("x"));
        CompletableFuture<Guarded<Integer>> givesAnotherStage =
                guard.run("e", "free", () -> event.submit("x").thenApply(String::length));
        CompletableFuture<Guarded<Void>> isAMethod = guard.run("f", "free", event::acknowledge);
        CompletableFuture<Guarded<String>> isAMethodThatGivesAFuture = guard.run("g", "free", event::sent);
        Consumer<Denial> silence = denial -> {};
        CompletableFuture<Guarded<String>> withAHandler = guard.run("h", "free", () -> event.submit("x"), silence);
        CompletableFuture<Guarded<Void>> withARequest =
                guard.run(CheckRequest.of("i", "free"), () -> event.reply("x"), denial -> {});
        fixture.settle();

        assertThat(List.of(givesNothing, givesSomethingElse, isABlock, isAMethod, withARequest))
                .allSatisfy(result -> assertThat(result.join().orElseThrow()).isNull());
        assertThat(List.of(givesAFuture, isAMethodThatGivesAFuture, withAHandler))
                .allSatisfy(result -> assertThat(result.join().orElseThrow()).isEqualTo("sent x"));
        assertThat(givesAnotherStage.join().orElseThrow()).isEqualTo(6);
        assertThat(event.replies).isEqualTo(6);
    }

    /** Like those of a chat library: some methods give builders, some futures, some nothing. */
    private static final class Event {
        private int replies;

        void acknowledge() {
            replies++;
        }

        StringBuilder reply(String text) {
            replies++;
            return new StringBuilder(text);
        }

        CompletableFuture<String> submit(String text) {
            return CompletableFuture.completedFuture("sent " + text);
        }

        CompletableFuture<String> sent() {
            replies++;
            return submit("x");
        }
    }

    private void drip(Guard through, String what) {
        assertThat(through.run("ann", "drip", () -> done.add(what))).isNotDone();
    }

    private <T> T settled(CompletableFuture<T> future) {
        fixture.settle();
        return future.getNow(null);
    }

    private static Throwable failureOf(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.exceptionNow();
    }

    private static String fails(String message) {
        throw new IllegalStateException(message);
    }
}
