package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.store.redis.RedisStore;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.jedis.Bucket4jJedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * One way to decide by way of Redis.
 *
 * @param call one decision for the user of this number
 */
record Contender(String name, IntConsumer call) {

    /** How many users ask. */
    static final int USERS = 10_000;

    /** What all others are compared with. */
    static final String PING = "PING";

    static Contender ping(UnifiedJedis jedis) {
        return new Contender(PING, user -> jedis.ping());
    }

    static Contender emptyScript(UnifiedJedis jedis) {
        String sha = jedis.scriptLoad("return 1", "sample");
        return new Contender("EVALSHA of an empty script", user -> jedis.evalsha(sha, 1, "sample"));
    }

    static Contender ours(String name, RedisStore store, Policy policy) {
        CheckRequest[] requests = Users.requests(USERS, policy);
        return new Contender(name, user -> store.check(requests[user]));
    }

    /** @param perDay how much is allowed */
    static Contender bucket4j(String name, UnifiedJedis jedis, long perDay) {
        ProxyManager<byte[]> proxies = Bucket4jJedis.casBasedBuilder(jedis).build();
        BucketConfiguration limits = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(perDay).refillGreedy(perDay, Duration.ofDays(1)))
                .build();
        List<Bucket> buckets = IntStream.range(0, USERS)
                .mapToObj(user -> ("bucket4j:%d:%s".formatted(perDay, Users.id(user))).getBytes(StandardCharsets.UTF_8))
                .map(key -> (Bucket) proxies.builder().build(key, () -> limits))
                .toList();
        return new Contender(name, user -> buckets.get(user).tryConsume(1));
    }

    /** @param perDay how much is allowed */
    static Contender redisson(String name, RedissonClient client, long perDay) {
        List<RRateLimiter> limiters = IntStream.range(0, USERS)
                .mapToObj(user -> client.getRateLimiter("redisson:%d:%s".formatted(perDay, Users.id(user))))
                .toList();
        Load.forEach(USERS, 8, user -> limiters.get(user).trySetRate(RateType.OVERALL, perDay, Duration.ofDays(1)));
        return new Contender(name, user -> limiters.get(user).tryAcquire());
    }
}
