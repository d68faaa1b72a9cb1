package dev.ratewarden.bench;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.store.memory.MemoryDecider;
import dev.ratewarden.store.outage.OutageSettings;
import dev.ratewarden.store.outage.OutageStore;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a bot notices when Redis hangs: how long checks take then, and how soon Redis decides again after it has woken up. */
final class OutageSuite {

    private static final int USERS = 1_000;
    private static final int THREADS = 4;
    private static final long PAUSE_NANOS = 1_000_000;

    /** Long enough for the first checks to find out. */
    private static final int FIRST_MS = 150;

    private static final CheckRequest[] REQUESTS = Users.requests(USERS, Users.GENEROUS);

    /** In microseconds. */
    private record Times(Series p50, Series p99, Series most) {
        Times() {
            this(new Series(), new Series(), new Series());
        }

        void add(Load.Sample sample) {
            p50.add(sample.p50());
            p99.add(sample.p99());
            most.add(sample.most());
        }

        void row(Section section, String title, String target) {
            section.row(title, p50.text(0), p99.text(0), most.text(0), target);
        }
    }

    private OutageSuite() {}

    static Section run(Scale scale) throws IOException {
        Path journal = Files.createTempDirectory("ratewarden-bench");
        Times healthy = new Times();
        Times first = new Times();
        Times later = new Times();
        Series back = new Series();
        try (BenchRedis redis = new BenchRedis();
                OutageStore store = store(redis, journal)) {
            store.addDefaults(List.of(Users.GENEROUS), Users.PATIENT);
            checks(store, scale.cellMs());
            for (int round = 0; round < scale.rounds(); round++) {
                healthy.add(checks(store, scale.cellMs()));
                redis.pause();
                first.add(checks(store, FIRST_MS));
                later.add(checks(store, scale.cellMs()));
                redis.resume();
                back.add(millisUntilBack(store));
            }
        }
        return section(healthy, first, later, back);
    }

    /** With a bot's own timeouts: they are what is measured. */
    private static OutageStore store(BenchRedis redis, Path journal) {
        OutageSettings settings = new OutageSettings(
                "bench",
                journal,
                OutageSettings.DEFAULT_JOURNAL_BYTES,
                OutageListener.NONE,
                InstantSource.system(),
                System::nanoTime,
                Executors.newVirtualThreadPerTaskExecutor(),
                OutageSettings.DEFAULT_CHECK_LOG_BYTES);
        return new OutageStore(
                new RedisStore(RedisSettings.forBots(redis.uri(), "rw:")), new MemoryDecider(), settings);
    }

    private static Load.Sample checks(OutageStore store, int millis) {
        return Load.forMillis(millis, THREADS, USERS, PAUSE_NANOS, user -> store.check(REQUESTS[user]));
    }

    private static double millisUntilBack(OutageStore store) {
        long begin = System.nanoTime();
        long deadline = begin + TimeUnit.SECONDS.toNanos(30);
        while (store.isAway() || store.check(REQUESTS[0]).degraded()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Redis has been back for 30 s and still decides nothing");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    private static Section section(Times healthy, Times first, Times later, Series back) {
        Section section = new Section("While Redis hangs");
        section.say(
                "Microseconds a check with a bot's usual timeouts, from %d threads that check a thousand times a second, while the"
                        + " server is stopped by a signal. Checks are then decided in memory and written to a journal on disk.",
                THREADS);
        section.head("", "median", "99th percentile", "longest", "target, longest");
        healthy.row(section, "before, decided by Redis", "");
        first.row(section, "the first %d ms without Redis".formatted(FIRST_MS), "≤ 50,000");
        later.row(section, "from then on", "≤ 100");
        section.endTable();
        section.say("Redis decides again %s ms after it has woken up (target ≤ 2,000).", back.text(0));
        return section;
    }
}
