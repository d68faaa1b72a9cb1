package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;

/**
 * What a call costs the server, which all bots share: its own account of the time in scripts (INFO commandstats), and all of the
 * processor time that it took meanwhile, network included.
 */
final class ServerTimeSuite {

    private static final int USERS = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PLENTY = 1_000_000;

    private static final List<Policy> POLICIES = List.of(
            Users.GENEROUS,
            Users.STRICT,
            Policy.of("sliding", Limit.slidingWindow(10_000, DAY)),
            Policy.of("fixed", Limit.fixedWindow(PLENTY, DAY)),
            Policy.of("leaky", Limit.leakyBucket(PLENTY, DAY)),
            Policy.of("level2", Limit.tokenBucket(PLENTY, DAY)),
            Policy.of("level3", Limit.tokenBucket(PLENTY, DAY)),
            Policy.of("cascade", Limit.tokenBucket(PLENTY, DAY)).cascadingTo("level2", "level3"));

    /** One kind of call and what came out, in microseconds. */
    private record Kind(String name, IntConsumer call, String earlier, Series script, Series processor) {
        Kind(String name, IntConsumer call, String earlier) {
            this(name, call, earlier, new Series(), new Series());
        }
    }

    private ServerTimeSuite() {}

    static Section run(Scale scale) {
        try (BenchRedis redis = new BenchRedis();
                UnifiedJedis jedis = redis.pooled();
                Jedis looking = redis.jedis();
                RedisStore store = store(redis.bot("rw:"), Users.PATIENT);
                RedisStore unnumbered = store(redis.people("rw:"), Users.PATIENT);
                RedisStore blocking = BenchRedis.store(redis.bot("blocking:"), ScoreRules.DEFAULT, BLOCKING)) {
            List<Kind> kinds = kinds(jedis, store, unnumbered, blocking);
            for (Kind kind : kinds) {
                Load.forEach(2 * USERS, 1, i -> kind.call().accept(i % USERS));
            }
            for (int round = 0; round < scale.rounds(); round++) {
                kinds.forEach(kind -> measure(kind, scale.calls(), looking));
            }
            return section(kinds, BenchRedis.describe(looking));
        }
    }

    private static final Policy BLOCKING =
            Policy.of("blocking", Limit.tokenBucket(1, Duration.ofDays(300))).withPoints(1_000);

    private static RedisStore store(RedisSettings settings, ScoreRules rules) {
        return BenchRedis.store(settings, rules, POLICIES.toArray(Policy[]::new));
    }

    private static List<Kind> kinds(UnifiedJedis jedis, RedisStore store, RedisStore unnumbered, RedisStore blocking) {
        String empty = jedis.scriptLoad("return 1", "sample");
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("PING", user -> jedis.ping(), "0.04"));
        kinds.add(new Kind("an empty script", user -> jedis.evalsha(empty, 1, "sample"), "2.2–2.9"));
        kinds.add(new Kind("allowed, token bucket", check(store, "generous"), "8–13"));
        kinds.add(new Kind("the same without lanes", check(unnumbered, "generous"), ""));
        kinds.add(new Kind("allowed, sliding window", check(store, "sliding"), ""));
        kinds.add(new Kind("allowed, fixed window", check(store, "fixed"), ""));
        kinds.add(new Kind("allowed, leaky bucket", check(store, "leaky"), ""));
        kinds.add(new Kind("allowed, cascade of 3 token buckets", check(store, "cascade"), ""));
        kinds.add(new Kind("denied (a violation)", check(store, "strict"), "19–47"));
        kinds.add(new Kind("denied, blocked", check(blocking, "blocking"), ""));
        kinds.add(new Kind(
                "Bucket4j, allowed", Contender.bucket4j("", jedis, PLENTY).call(), ""));
        return kinds;
    }

    private static IntConsumer check(RedisStore store, String action) {
        return user -> store.check(CheckRequest.of(Users.id(user), action));
    }

    private static void measure(Kind kind, int calls, Jedis looking) {
        looking.configResetStat();
        double before = BenchRedis.processorMicros(looking);
        Load.forEach(calls, 1, i -> kind.call().accept(i % USERS));
        kind.processor().add((BenchRedis.processorMicros(looking) - before) / calls);
        kind.script().add(scriptMicros(looking) / calls);
    }

    /** What runs inside a script is counted with the script. */
    private static double scriptMicros(Jedis looking) {
        return looking.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_evalsha:") || line.startsWith("cmdstat_ping:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll(".*usec=(\\d+),.*", "$1")))
                .sum();
    }

    private static Section section(List<Kind> kinds, String server) {
        Section section = new Section("What a check costs the server");
        section.say(
                "Microseconds a call from one thread: in the script by Redis' own account (`INFO commandstats`), and of the"
                        + " server's processor with all that surrounds the script; %s.",
                server);
        section.head("", "script", "processor", "script, earlier");
        kinds.forEach(kind -> section.row(
                kind.name(),
                kind.script().median() == 0 ? "" : kind.script().text(1),
                kind.processor().text(1),
                kind.earlier()));
        section.endTable();
        return section;
    }
}
