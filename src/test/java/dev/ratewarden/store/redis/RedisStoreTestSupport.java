package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** What the tests of the Redis store share. */
final class RedisStoreTestSupport {

    static final String PREFIX = "rw:";
    static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));
    static final Policy MANY = Policy.of("many", Limit.tokenBucket(1_000_000, Duration.ofDays(1)));

    private RedisStoreTestSupport() {}

    /** As a bot, with lanes, but patient: other tests may keep the machine busy. */
    static RedisSettings patientBot(RedisServerExtension redis) {
        return RedisSettings.forBots(redis.uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000);
    }

    /** A plain client for a server on this machine. */
    static Jedis jedis(int port) {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .timeoutMillis(5_000)
                        .autoNegotiateProtocol(false)
                        .build());
    }

    static RedisStore bot(RedisServerExtension redis, Policy... policies) {
        RedisStore store = new RedisStore(patientBot(redis));
        store.addDefaults(List.of(policies), null);
        return store;
    }

    static CheckRequest request(String user, Policy policy) {
        return CheckRequest.of(user, policy.action());
    }

    /** Everything under our prefix, in a form that compares. */
    static Map<String, String> everything(Jedis jedis) {
        Map<String, String> all = new TreeMap<>();
        for (String key : jedis.keys("*")) {
            all.put(key, describe(jedis, key));
        }
        return all;
    }

    private static String describe(Jedis jedis, String key) {
        return switch (jedis.type(key)) {
            case "hash" -> new TreeMap<>(jedis.hgetAll(key)).toString();
            case "list" -> jedis.lrange(key, 0, -1).toString();
            case "zset" -> jedis.zrangeWithScores(key, 0, -1).toString();
            case "stream" -> jedis.xrange(key, "-", "+").toString();
            default -> jedis.get(key);
        };
    }

    /** The server's clock, epoch ms. */
    static long timeMs(Jedis jedis) {
        List<String> time = jedis.time();
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }

    /** Waits for a condition, with a deadline. */
    static void await(String what, BooleanSupplier condition) {
        await(what, Duration.ofSeconds(20), condition);
    }

    /** The same, for what may take longer. */
    static void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still not: " + what);
            }
            // Leaves the processor to the servers that are waited for.
            LockSupport.parkNanos(1_000_000);
        }
    }
}
