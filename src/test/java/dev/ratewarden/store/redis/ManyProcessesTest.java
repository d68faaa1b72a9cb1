package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.ChildJvm;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Eight threads in each of three processes on one key: the limit is admitted exactly, under every strategy. */
class ManyProcessesTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int LIMIT = 500;
    private static final int PROCESSES = 3;
    private static final int THREADS = 8;
    private static final int EACH = 40;

    /** Windows so long that nothing flows back during the test. */
    private static final List<Policy> POLICIES = List.of(
            Policy.of("token", Limit.tokenBucket(LIMIT, Duration.ofDays(300))),
            Policy.of("sliding", Limit.slidingWindow(LIMIT, Duration.ofDays(300))),
            Policy.of("fixed", Limit.fixedWindow(LIMIT, Duration.ofDays(300))),
            Policy.of("leaky", Limit.leakyBucket(LIMIT, Duration.ofDays(300))));

    @Test
    void exactlyTheLimitIsAdmittedByAllProcessesTogether() throws Exception {
        try (RedisStore store = bot(REDIS)) {
            // Nobody is to be blocked by the score: this is about limits.
            store.addDefaults(POLICIES, new ScoreRules(1_000_000, 1_000_000, 0));
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start());
            }
            long told = 0;
            for (Process process : processes) {
                String output =
                        new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).as(output).isZero();
                told += Long.parseLong(output.strip());
            }

            var statistics = store.snapshot(UserQuery.all(1)).statistics();
            long checks = (long) PROCESSES * THREADS * EACH * POLICIES.size();
            assertThat(statistics.allowed()).isEqualTo((long) LIMIT * POLICIES.size());
            assertThat(statistics.denied()).isEqualTo(checks - (long) LIMIT * POLICIES.size());
            assertThat(statistics.totalViolations()).isEqualTo(statistics.denied());
            assertThat(told).isEqualTo(statistics.allowed());
        }
    }

    private static Process start() throws java.io.IOException {
        return ChildJvm.running(Bot.class, REDIS.uri()).start();
    }

    /** One bot: prints how many of its checks were allowed. */
    static final class Bot {

        private Bot() {}

        public static void main(String[] args) throws InterruptedException {
            RedisSettings settings = RedisSettings.forBots(args[0], PREFIX).withTimeouts(10_000, 10_000, 10_000);
            AtomicLong allowed = new AtomicLong();
            try (RedisStore store = new RedisStore(settings)) {
                List<Thread> threads = new ArrayList<>();
                for (int t = 0; t < THREADS; t++) {
                    threads.add(Thread.ofPlatform().start(() -> checkAll(store, allowed)));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            System.out.println(allowed);
        }

        private static void checkAll(RedisStore store, AtomicLong allowed) {
            for (int i = 0; i < EACH; i++) {
                for (Policy policy : POLICIES) {
                    Reason reason = store.check(CheckRequest.of("everybody", policy.action()))
                            .reason();
                    if (reason == Reason.ALLOWED) {
                        allowed.incrementAndGet();
                    }
                }
            }
        }
    }
}
