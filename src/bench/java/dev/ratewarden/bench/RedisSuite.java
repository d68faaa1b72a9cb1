package dev.ratewarden.bench;

import dev.ratewarden.store.redis.RedisStore;
import java.util.List;
import java.util.function.IntFunction;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import redis.clients.jedis.UnifiedJedis;

/** Decisions a second by way of Redis, each as a ratio to PING in the same round. */
final class RedisSuite {

    private static final List<Integer> THREADS = List.of(1, 8, 50);

    private record Cell(String contender, int threads) {}

    /** What each contender did with so many threads. */
    private record Measured(Figures<Cell> rate, Figures<Cell> p50, Figures<Cell> p99) {}

    private RedisSuite() {}

    static Section run(Scale scale) {
        try (BenchRedis redis = new BenchRedis();
                UnifiedJedis jedis = redis.pooled();
                RedisStore store = BenchRedis.store(redis.bot("rw:"), Users.PATIENT, Users.GENEROUS, Users.STRICT);
                RedisStore alone = BenchRedis.store(redis.bot("rw:").withConnections(50), null)) {
            RedissonClient redisson = redisson(redis);
            List<Contender> contenders = List.of(
                    Contender.ping(jedis),
                    Contender.emptyScript(jedis),
                    Contender.ours("**Ratewarden, allowed**", store, Users.GENEROUS),
                    Contender.ours("**Ratewarden, denied** (a violation)", store, Users.STRICT),
                    Contender.ours("Ratewarden, allowed, a connection for each thread", alone, Users.GENEROUS),
                    Contender.bucket4j("Bucket4j, allowed", jedis, 1_000_000),
                    Contender.bucket4j("Bucket4j, denied", jedis, 1),
                    Contender.redisson("Redisson, allowed", redisson, 1_000_000),
                    Contender.redisson("Redisson, denied", redisson, 1));
            contenders.forEach(RedisSuite::warmUp);
            Measured measured = measure(scale, contenders);
            redisson.shutdown();
            return section(contenders, measured);
        }
    }

    private static RedissonClient redisson(BenchRedis redis) {
        Config config = new Config();
        config.useSingleServer().setAddress(redis.uri());
        return Redisson.create(config);
    }

    /** Every user is there, those of a strict limit have used it up, and the compiler has seen the way. */
    private static void warmUp(Contender contender) {
        Load.forEach(Contender.USERS, 8, contender.call());
        Load.forEach(Contender.USERS, 8, contender.call());
    }

    private static Measured measure(Scale scale, List<Contender> contenders) {
        Measured measured = new Measured(new Figures<>(), new Figures<>(), new Figures<>());
        for (int round = 0; round < scale.rounds(); round++) {
            for (int threads : THREADS) {
                for (Contender one : contenders) {
                    Load.Sample sample = Load.forMillis(scale.cellMs(), threads, Contender.USERS, one.call());
                    Cell cell = new Cell(one.name(), threads);
                    measured.rate().add(cell, sample.rate());
                    measured.p50().add(cell, sample.p50());
                    measured.p99().add(cell, sample.p99());
                }
            }
        }
        return measured;
    }

    private static Section section(List<Contender> contenders, Measured measured) {
        Section section = new Section("By way of Redis");
        section.say(
                "Decisions a second as a ratio to PING through a pooled Jedis with as many threads in the same round, over %,d"
                        + " users. A peer decides a limit alone; ours does the complete check, counts it and numbers it.",
                Contender.USERS);
        section.head("", "1 thread", "8 threads", "50 threads");
        contenders.forEach(one -> row(
                section, one.name(), threads -> ratio(measured, one, threads).text(2)));
        row(
                section,
                "*PING itself, a second*",
                threads -> pings(measured, threads).text(0));
        section.row("*target, allowed*", "≥ 0.80", "≥ 0.60", "≥ 1.0");
        section.row("*target, denied*", "≥ 0.6 of allowed", "≥ 0.6 of allowed", "≥ 0.6 of allowed");
        section.row("*Bucket4j, allowed, earlier*", "0.33–0.60", "0.32–0.40", "0.33–0.40");
        section.row("*Redisson, allowed, earlier*", "0.22–0.53", "0.24–0.26", "0.21–0.22");
        section.endTable();
        section.say("How long one takes, median and 99th percentile in microseconds:");
        section.head("", "1 thread", "8 threads", "50 threads");
        contenders.forEach(one -> row(section, one.name(), threads -> times(measured, one, threads)));
        section.endTable();
        return section;
    }

    private static void row(Section section, String title, IntFunction<String> cell) {
        section.row(title, cell.apply(1), cell.apply(8), cell.apply(50));
    }

    private static Series ratio(Measured measured, Contender one, int threads) {
        return measured.rate().of(new Cell(one.name(), threads)).over(pings(measured, threads));
    }

    private static Series pings(Measured measured, int threads) {
        return measured.rate().of(new Cell(Contender.PING, threads));
    }

    private static String times(Measured measured, Contender one, int threads) {
        Cell cell = new Cell(one.name(), threads);
        return Series.number(measured.p50().of(cell).median(), 0)
                + " · "
                + Series.number(measured.p99().of(cell).median(), 0);
    }
}
