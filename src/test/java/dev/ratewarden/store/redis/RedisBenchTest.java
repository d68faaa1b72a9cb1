package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.patientBot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.UserQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

class RedisBenchTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final long MILLIS = 600;

    @AfterEach
    void noLoginStays() {
        try (Jedis jedis = REDIS.jedis()) {
            jedis.aclDelUser("limited");
        }
    }

    private static Map<String, String> content() {
        try (Jedis jedis = REDIS.jedis()) {
            return everything(jedis);
        }
    }

    @Test
    void leavesNothingBehindAndTheCommunityAsItWas() {
        try (RedisStore store = RedisStoreTestSupport.bot(REDIS, MANY)) {
            store.check(request("ann", MANY));
        }
        Map<String, String> before = content();
        RedisBench.Result result;
        try (RedisBench bench = new RedisBench(patientBot(REDIS), System::nanoTime)) {
            result = bench.run(4, MILLIS, 30, line -> {});
            assertThat(bench.prefix()).matches("rw-bench-[0-9a-f]{8}:");
            assertThat(content().keySet()).anyMatch(key -> key.startsWith(bench.prefix()));
        }
        assertThat(content()).isEqualTo(before);
        assertThat(result.checksPerSecond()).isPositive();
        assertThat(result.pingPerSecond()).isPositive();
        assertThat(result.p50Micros()).isPositive().isLessThanOrEqualTo(result.p99Micros());
        assertThat(result.redisVersion()).matches("\\d+\\..*");
    }

    @Test
    void thoseWhoAreToBeDeniedAreDeniedAndNobodyIsBlocked() {
        try (RedisBench bench = new RedisBench(patientBot(REDIS), System::nanoTime)) {
            RedisBench.Result result = bench.run(2, MILLIS, 50, line -> {});
            assertThat(result.deniedShare()).isBetween(0.4, 0.55);
            try (RedisStore store = new RedisStore(
                    RedisSettings.forPeople(REDIS.uri(), bench.prefix()).withTimeouts(5_000, 5_000, 5_000))) {
                var statistics = store.snapshot(UserQuery.all(1)).statistics();
                assertThat(statistics.blocked()).isZero();
                assertThat(statistics.totalViolations()).isPositive().isEqualTo(statistics.denied());
            }
        }
        assertThat(content()).isEmpty();
    }

    @Test
    void allAreDeniedWhereNothingElseIsAskedFor() {
        try (RedisBench bench = new RedisBench(patientBot(REDIS), System::nanoTime)) {
            assertThat(bench.run(1, MILLIS, 100, line -> {}).deniedShare()).isBetween(0.9, 1.0);
        }
        assertThat(content()).isEmpty();
    }

    @Test
    void whatIsStoppedMeanwhileCleansUpAsWell() throws InterruptedException {
        List<RuntimeException> ends = new ArrayList<>();
        RedisBench bench = new RedisBench(patientBot(REDIS), System::nanoTime);
        Thread running = Thread.ofPlatform().start(() -> {
            try {
                bench.run(2, 60_000, 10, line -> {});
            } catch (RuntimeException e) {
                ends.add(e);
            }
        });
        await("it measures", () -> content().keySet().stream().anyMatch(key -> key.contains("user:")));
        bench.close();
        running.join();
        assertThat(content()).isEmpty();
        assertThat(ends).singleElement().isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> bench.run(1, MILLIS, 0, line -> {})).hasMessageContaining("stopped");
        assertThat(content()).isEmpty();
    }

    @Test
    void aLoginThatMayNotWriteThereIsToldThePattern() {
        try (Jedis jedis = REDIS.jedis()) {
            String line = RedisAcl.line("limited", RedisAcl.Role.OPERATOR, PREFIX, null)
                    .replace(RedisAcl.PLACEHOLDER, "pw");
            String[] words = line.split(" ");
            jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
        }
        RedisSettings settings = patientBot(REDIS).withLogin("limited", "pw");
        try (RedisBench bench = new RedisBench(settings, System::nanoTime)) {
            assertThatThrownBy(() -> bench.run(1, MILLIS, 0, line -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("login limited")
                    .hasMessageContaining("ACL SETUSER limited ~rw-bench-*");
        }
        assertThat(content()).isEmpty();
        try (Jedis jedis = REDIS.jedis()) {
            jedis.aclSetUser("limited", "~rw-bench-*");
        }
        try (RedisBench bench = new RedisBench(settings, System::nanoTime)) {
            assertThat(bench.run(1, MILLIS, 0, line -> {}).checksPerSecond()).isPositive();
        }
        assertThat(content()).isEmpty();
    }

    @Test
    void aLongPrefixIsCut() {
        try (RedisBench bench = new RedisBench(patientBot(REDIS).withPrefix("p".repeat(64)), System::nanoTime)) {
            assertThat(bench.prefix())
                    .hasSize(64)
                    .startsWith("ppp")
                    .contains("-bench-")
                    .endsWith(":");
        }
    }

    @Test
    void timesAreCountedToWithinOnePercent() {
        Histogram times = new Histogram();
        for (int i = 1; i <= 1_000; i++) {
            times.add(i * 1_000L);
        }
        assertThat(times.micros(0.5)).isBetween(495.0, 505.0);
        assertThat(times.micros(0.99)).isBetween(980.0, 1_000.0);
        assertThat(new Histogram().micros(0.5)).isZero();
    }
}
