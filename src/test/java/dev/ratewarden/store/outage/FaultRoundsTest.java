package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.FaultProxy;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import dev.ratewarden.store.redis.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/**
 * Random faults under load, round after round: in the end Redis holds exactly what users were told. A round is repeated by its number.
 * {@code -Dratewarden.fault.rounds=100} runs more of them.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "hangs the server with a signal")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultRoundsTest {

    private static final int ROUNDS = Integer.getInteger("ratewarden.fault.rounds", 8);
    private static final int THREADS = 4;
    private static final int USERS = 12;
    private static final List<Policy> POLICIES = List.of(
            Policy.of("many", Limit.tokenBucket(1_000_000, Duration.ofDays(1))),
            Policy.of("few", Limit.slidingWindow(5, Duration.ofDays(1))),
            Policy.of("some", Limit.fixedWindow(20, Duration.ofDays(1))).withPoints(3),
            Policy.of("paid", Limit.leakyBucket(50, Duration.ofDays(1))).onOutage(OnOutage.CLOSED),
            Policy.of("chat", Limit.tokenBucket(30, Duration.ofDays(1))).onOutage(OnOutage.OPEN));

    @TempDir
    Path journals;

    private final TestRedis redis = TestRedis.start(TestRedis.ALWAYS);

    /** What is done to Redis, or to the way to it. */
    private enum Fault {
        PAUSE,
        STALL,
        STALL_ANSWERS,
        CUT,
        CUT_ONCE,
        DELAY,
        KILL,
        LOSE_THE_LATEST,
        FLUSH_SCRIPTS
    }

    @BeforeAll
    void announce() {
        assertThat(redis.port()).isPositive();
    }

    @AfterAll
    void stop() {
        redis.close();
    }

    static List<Integer> rounds() {
        List<Integer> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(Integer.getInteger("ratewarden.fault.first", 1) + i);
        }
        return rounds;
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void redisHoldsWhatUsersWereTold(int round) throws Exception {
        Random random = new Random(round);
        String prefix = "round" + round + ":";
        // Every other round nobody is ever blocked, so that there are more violations.
        ScoreRules rules = round % 2 == 0 ? ScoreRules.DEFAULT : new ScoreRules(1_000_000, 1_000_000, 0);
        List<String> faults = new ArrayList<>();
        try (FaultProxy proxy = new FaultProxy(redis.port());
                OutageBot bot = new OutageBot(
                        RedisSettings.forBots(proxy.uri(), prefix),
                        "bot" + round,
                        round % 3 == 0 ? null : journals,
                        OutageListener.NONE,
                        POLICIES,
                        rules);
                RedisStore people = new RedisStore(RedisSettings.forPeople(redis.uri(), prefix))) {
            OutageBot.await("a healthy check", () -> !bot.check("u0", "many").degraded());
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> threads = load(bot, random, ended);
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                faults.add(fault.name());
                pause(50 + random.nextInt(150));
                suffer(fault, proxy, random);
            }
            pause(random.nextInt(100));
            ended.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            bot.awaitBack();
            bot.told.awaitBookedIn("round " + round + " " + faults + ": all is booked", OutageBot.DEADLINE, people);
            bot.told.assertBookedIn(people);
            System.out.printf(
                    "round %d %s: %s, degraded %d%n", round, faults, bot.told.totals(), bot.told.degraded.get());
        }
    }

    private static List<Thread> load(OutageBot bot, Random random, AtomicBoolean ended) {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random own = new Random(random.nextLong());
            threads.add(Thread.ofPlatform().start(() -> {
                while (!ended.get()) {
                    bot.check(
                            "u" + own.nextInt(USERS),
                            POLICIES.get(own.nextInt(POLICIES.size())).action());
                    if (own.nextInt(4) == 0) {
                        pause(1);
                    }
                }
            }));
        }
        return threads;
    }

    private void suffer(Fault fault, FaultProxy proxy, Random random) {
        int ms = random.nextInt(400);
        switch (fault) {
            case PAUSE -> {
                redis.pause();
                pause(ms);
                redis.resume();
            }
            case STALL -> {
                proxy.stall();
                pause(ms);
                proxy.heal();
            }
            case STALL_ANSWERS -> {
                proxy.stallAnswers();
                pause(ms);
                proxy.heal();
            }
            case CUT -> {
                proxy.cut();
                pause(ms);
                proxy.heal();
            }
            case CUT_ONCE -> proxy.cutOnce();
            case DELAY -> {
                proxy.delay(1 + random.nextInt(30));
                pause(ms);
                proxy.heal();
            }
            case KILL -> {
                redis.kill();
                pause(ms);
                redis.startAgain();
            }
            case LOSE_THE_LATEST -> {
                redis.killLosing(random.nextInt(20_000));
                pause(ms);
                redis.startAgain();
            }
            case FLUSH_SCRIPTS -> {
                try (Jedis jedis = redis.jedis()) {
                    jedis.scriptFlush();
                }
            }
        }
    }

    /** Lets time pass in which the others work; nothing is expected to have happened by its end. */
    private static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
