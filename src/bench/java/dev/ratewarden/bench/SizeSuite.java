package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.store.redis.RedisStore;
import java.util.List;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

/** What a user takes in Redis: {@code MEMORY USAGE} of all keys that name the user, and the user's part of the shards' indexes. */
final class SizeSuite {

    private static final int USERS = 1_000;
    private static final List<String> INDEXES = List.of("seen", "scores", "blocked", "bans", "exempt", "names");

    private SizeSuite() {}

    static Section run(Scale any) {
        Section section = new Section("Memory a user in Redis");
        try (BenchRedis redis = new BenchRedis();
                Jedis jedis = redis.jedis();
                UnifiedJedis pooled = redis.pooled()) {
            section.say(
                    "Bytes of all keys that name the user, and of the user's entries in the indexes of the shard; %s.",
                    BenchRedis.describe(jedis));
            section.head("", "bytes", "target, or earlier");
            section.row("**Ratewarden**, 1 check", ours(redis, jedis, Users.GENEROUS, 1), "≤ 350");
            section.row("**Ratewarden**, 1 violation", ours(redis, jedis, Users.STRICT, 2), "≤ 700");
            section.row("**Ratewarden**, 10 violations", ours(redis, jedis, Users.STRICT, 11), "≤ 1,100");
            section.row("**Ratewarden**, 100 violations", ours(redis, jedis, Users.STRICT, 101), "≤ 10,240");
            jedis.flushAll();
            Contender bucket4j = Contender.bucket4j("", pooled, 1_000_000);
            Load.forEach(USERS, 8, bucket4j.call());
            section.row("Bucket4j, 1 check", number(bytes(jedis, key -> true)), "earlier 246");
        }
        section.endTable();
        return section;
    }

    private static String ours(BenchRedis redis, Jedis jedis, Policy policy, int checks) {
        jedis.flushAll();
        try (RedisStore store = BenchRedis.store(redis.bot("rw:"), Users.PATIENT, policy)) {
            Load.forEach(checks * USERS, 8, i -> store.check(CheckRequest.of(Users.id(i / checks), policy.action())));
            return number(bytes(jedis, SizeSuite::isOfUsers));
        }
    }

    /** {@code rw:{sN}:user:<id>} and the like, or an index. */
    private static boolean isOfUsers(String key) {
        String name = key.substring(key.indexOf('}') + 2);
        return name.contains(":184467440737") || INDEXES.contains(name);
    }

    private static double bytes(Jedis jedis, Predicate<String> counted) {
        long sum = 0;
        for (String key : jedis.keys("*")) {
            if (counted.test(key)) {
                // 0: every element is looked at, not a sample
                Long bytes = jedis.memoryUsage(key, 0);
                sum += bytes == null ? 0 : bytes;
            }
        }
        return sum / (double) USERS;
    }

    private static String number(double bytes) {
        return Series.number(bytes, 0);
    }
}
