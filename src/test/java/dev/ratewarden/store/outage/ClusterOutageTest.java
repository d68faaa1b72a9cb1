package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.RedisCluster;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A master of a cluster dies under load, and what it had not yet told its replica dies with it. Users notice nothing, and in the end the
 * cluster holds exactly what they were told. {@code -Dratewarden.campaign=100} runs a hundred rounds.
 */
class ClusterOutageTest {

    private static final int THREADS = 4;
    private static final int USERS = 24;
    private static final int ENOUGH = 2_000;
    private static final List<Policy> POLICIES = List.of(
            Policy.of("many", Limit.tokenBucket(1_000_000, Duration.ofDays(1))),
            Policy.of("few", Limit.slidingWindow(5, Duration.ofDays(1))));

    private static RedisCluster cluster;

    @TempDir
    Path journals;

    @BeforeAll
    static void start() {
        cluster = new RedisCluster(3, true, 1_500);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static IntStream rounds() {
        return IntStream.rangeClosed(1, Integer.getInteger("ratewarden.campaign", 1));
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void aFailoverLosesNothingAndRepeatsNothing(int round) throws Exception {
        String prefix = "failover" + round + ":";
        ScoreRules rules = new ScoreRules(1_000_000, 1_000_000, 0);
        try (OutageBot bot = new OutageBot(
                        RedisSettings.forBots(cluster.uri(), prefix),
                        "bot" + round,
                        journals,
                        OutageListener.NONE,
                        POLICIES,
                        rules);
                RedisStore people = new RedisStore(RedisSettings.forPeople(cluster.uri(), prefix))) {
            OutageBot.await("a healthy check", () -> !bot.check("u0", "many").degraded());
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> load = load(bot, new Random(round), ended);
            OutageBot.await("a load", () -> bot.told.checks() > ENOUGH);

            String key = prefix + "policies";
            RedisCluster.Member dying = cluster.serving(key);
            dying.kill();
            bot.awaitAway();
            OutageBot.await("another took over", () -> cluster.isServed(key));
            cluster.restart(dying);
            bot.awaitBack();
            long before = bot.told.checks();
            OutageBot.await("a load again", () -> bot.told.checks() > before + ENOUGH);
            ended.set(true);
            for (Thread thread : load) {
                thread.join();
            }
            bot.awaitBack();
            bot.told.awaitBookedIn(people);
            bot.told.assertBookedIn(people);
            assertThat(bot.told.degraded.get()).isPositive();
            System.out.printf("failover %d: %s, degraded %d%n", round, bot.told.totals(), bot.told.degraded.get());
        }
    }

    private static List<Thread> load(OutageBot bot, Random random, AtomicBoolean ended) {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random own = new Random(random.nextLong());
            threads.add(Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    bot.check("u" + own.nextInt(USERS), own.nextInt(10) == 0 ? "few" : "many");
                    LockSupport.parkNanos(500_000);
                }
            }));
        }
        return threads;
    }
}
