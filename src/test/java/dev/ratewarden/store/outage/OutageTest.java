package dev.ratewarden.store.outage;

import static dev.ratewarden.store.outage.OutageBot.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import dev.ratewarden.store.redis.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One bot, one Redis, one fault: nobody waits, nothing is lost, nothing counts twice. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "hangs the server with a signal")
class OutageTest {

    private static final Policy MANY = Policy.of("many", Limit.tokenBucket(1_000_000, Duration.ofDays(1)));
    private static final Policy FEW = Policy.of("few", Limit.slidingWindow(3, Duration.ofDays(1)));

    @TempDir
    Path journals;

    private TestRedis redis;
    private RedisStore people;

    @BeforeEach
    void start() {
        redis = TestRedis.start(TestRedis.NOTHING);
        people = new RedisStore(RedisSettings.forPeople(redis.uri(), OutageBot.PREFIX));
    }

    @AfterEach
    void stop() {
        people.close();
        redis.close();
    }

    @Test
    void checksGoOnWhileRedisHangsAndAreBookedWhenItIsBack() {
        try (OutageBot bot = bot()) {
            await("a healthy check", () -> !bot.check("ann", "many").degraded());
            redis.pause();
            CheckOutcome first = bot.check("ann", "many");
            assertThat(first.reason()).isEqualTo(Reason.ALLOWED);
            assertThat(first.degraded()).isTrue();
            for (int i = 0; i < 100; i++) {
                assertThat(bot.check("ann", "many").degraded()).isTrue();
                bot.check("ben", "few");
            }
            redis.resume();
            bot.awaitBack();
            await(
                    "it is decided in Redis again",
                    () -> !bot.check("ann", "many").degraded());
            await("all is booked", () -> Told.totals(people).equals(bot.told.totals()));
            bot.told.assertBookedIn(people);
        }
    }

    private OutageBot bot() {
        return new OutageBot(redis.uri(), journals, List.of(MANY, FEW), null);
    }
}
