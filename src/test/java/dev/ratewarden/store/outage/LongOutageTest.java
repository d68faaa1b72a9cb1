package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import dev.ratewarden.store.redis.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An outage in which much is decided. {@code -Dratewarden.outage.checks=400000} makes it a long one. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "hangs the server with a signal")
class LongOutageTest {

    private static final int CHECKS = Integer.getInteger("ratewarden.outage.checks", 20_000);
    private static final int USERS = 1_000;

    private static final List<Policy> POLICIES = List.of(
            Policy.of("many", Limit.tokenBucket(1_000_000, Duration.ofDays(1))),
            Policy.of("few", Limit.slidingWindow(5, Duration.ofDays(1))));

    @TempDir
    Path journals;

    @Test
    void allOfItIsBookedWhileTheStoreDecidesAgain() {
        try (TestRedis redis = TestRedis.start(TestRedis.NOTHING);
                OutageBot bot =
                        new OutageBot(redis.uri(), journals, POLICIES, new ScoreRules(1_000_000, 1_000_000, 0));
                RedisStore people = new RedisStore(RedisSettings.forPeople(redis.uri(), OutageBot.PREFIX))) {
            OutageBot.await("a healthy check", () -> !bot.check("u0", "many").degraded());
            long before = bot.told.degraded.get();
            redis.pause();
            for (int i = 0; i < CHECKS; i++) {
                bot.check("u" + i % USERS, i % 20 == 0 ? "few" : "many");
            }
            assertThat(bot.told.degraded.get()).isEqualTo(before + CHECKS);
            redis.resume();
            long from = System.nanoTime();
            bot.awaitBack();
            long back = System.nanoTime();
            bot.told.awaitBookedIn("all is booked", Duration.ofMinutes(2), people);
            bot.told.assertBookedIn(people);
            System.out.printf(
                    "%d checks: back after %d ms, booked after %d ms%n",
                    CHECKS, (back - from) / 1_000_000, (System.nanoTime() - from) / 1_000_000);
        }
    }
}
