package dev.ratewarden.bench;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.redis.RedisStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;

/** What a dashboard's poll takes: six figures, the top 100, the chart of an hour, the newest 100 events. */
final class PollSuite {

    private static final int SMALL = 10_000;
    private static final int POLLS = 50;
    private static final int DASHBOARDS = 10;
    private static final int BOT_THREADS = 8;
    private static final Policy POST = Policy.of("post", Limit.tokenBucket(1, Duration.ofDays(300)));

    /** A community and a dashboard that looks at it. */
    private record Watched(RedisStore bots, RedisStore dashboard, List<Double> millis, Series server)
            implements AutoCloseable {

        static Watched of(BenchRedis redis, String prefix, int users) {
            RedisStore bots = BenchRedis.store(redis.bot(prefix), ScoreRules.DEFAULT, POST, Users.GENEROUS);
            fill(bots, users);
            try (Jedis jedis = redis.jedis()) {
                fillTheHour(jedis, prefix);
            }
            RedisStore dashboard = new RedisStore(redis.people(prefix));
            poll(dashboard);
            return new Watched(bots, dashboard, new ArrayList<>(), new Series());
        }

        void measure(Jedis looking) {
            double before = BenchRedis.processorMicros(looking);
            for (int i = 0; i < POLLS; i++) {
                long begin = System.nanoTime();
                poll(dashboard);
                millis.add((System.nanoTime() - begin) / 1e6);
            }
            server.add((BenchRedis.processorMicros(looking) - before) / 1e3 / POLLS);
        }

        @Override
        public void close() {
            bots.close();
            dashboard.close();
        }
    }

    private PollSuite() {}

    static Section run(Scale scale) {
        try (BenchRedis redis = new BenchRedis();
                Jedis looking = redis.jedis();
                Watched small = Watched.of(redis, "small:", SMALL);
                Watched large = Watched.of(redis, "large:", scale.tracked())) {
            for (int round = 0; round < scale.rounds(); round++) {
                small.measure(looking);
                large.measure(looking);
            }
            Series kept = keptRate(scale, redis, large.bots());
            return section(scale, small, large, kept);
        }
    }

    /** Every tenth user has one to six violations; every twentieth has 50 points or more. */
    private static void fill(RedisStore bots, int users) {
        Load.forEach(users, 50, user -> {
            int checks = user % 10 == 0 ? 2 + user / 10 % 6 : 1;
            for (int i = 0; i < checks; i++) {
                bots.check(CheckRequest.of(Users.id(user), POST.action()));
            }
        });
    }

    /** What a minute counted, for each minute of the hour before. */
    private static void fillTheHour(Jedis jedis, String prefix) {
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = jedis.scan(
                    cursor, new ScanParams().match(prefix + "{s*}:minute:*").count(10_000));
            for (String key : page.getResult()) {
                int colon = key.lastIndexOf(':') + 1;
                long minute = Long.parseLong(key.substring(colon));
                for (int ago = 1; ago < 60; ago++) {
                    jedis.copy(key, key.substring(0, colon) + (minute - ago), false);
                }
            }
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private static void poll(RedisStore dashboard) {
        int rows = dashboard.snapshot(UserQuery.highAbuse(100)).users().users().size();
        int events = dashboard.events(EventQuery.latest(100)).size();
        if (rows < 100 || events < 100) {
            throw new IllegalStateException("only %d users and %d events were shown".formatted(rows, events));
        }
    }

    /** What is left of the bots' check rate while the dashboards poll once a second, in turns with and without them. */
    private static Series keptRate(Scale scale, BenchRedis redis, RedisStore bots) {
        CheckRequest[] requests = Users.requests(SMALL, Users.GENEROUS);
        List<RedisStore> dashboards = new ArrayList<>();
        for (int i = 0; i < DASHBOARDS; i++) {
            dashboards.add(new RedisStore(redis.people("large:")));
        }
        dashboards.forEach(PollSuite::poll);
        Series without = new Series();
        Series with = new Series();
        for (int round = 0; round < 2 * scale.rounds(); round++) {
            without.add(rate(scale, bots, requests));
            ScheduledExecutorService polling = Executors.newScheduledThreadPool(DASHBOARDS);
            for (int i = 0; i < DASHBOARDS; i++) {
                RedisStore one = dashboards.get(i);
                polling.scheduleAtFixedRate(() -> poll(one), 1_000L * i / DASHBOARDS, 1_000, TimeUnit.MILLISECONDS);
            }
            with.add(rate(scale, bots, requests));
            polling.close();
        }
        dashboards.forEach(RedisStore::close);
        return with.over(without);
    }

    private static double rate(Scale scale, RedisStore bots, CheckRequest[] requests) {
        return Load.forMillis(scale.pollMs(), BOT_THREADS, SMALL, user -> bots.check(requests[user]))
                .rate();
    }

    private static Section section(Scale scale, Watched small, Watched large, Series kept) {
        Section section = new Section("The dashboard's poll");
        section.say(
                "Six figures, the top 100 users, the chart of an hour and the newest 100 events, by `snapshot` and `events`.");
        section.head("", "%,d users".formatted(SMALL), "%,d users".formatted(scale.tracked()), "target, or earlier");
        Series few = Series.of(small.millis());
        Series many = Series.of(large.millis());
        section.row("median, ms", Series.number(few.median(), 2), Series.number(many.median(), 2), "≤ 5");
        section.row("99th percentile, ms", Series.number(few.at(0.99), 2), Series.number(many.at(0.99), 2), "");
        section.row(
                "by the median of the small community", "1", Series.number(many.median() / few.median(), 2), "≤ 1.3");
        section.row(
                "server's processor a poll, ms",
                small.server().text(2),
                large.server().text(2),
                "");
        section.row(
                "check rate kept while %d dashboards poll each second".formatted(DASHBOARDS),
                "",
                kept.text(3),
                "≥ 0.98");
        section.endTable();
        return section;
    }
}
