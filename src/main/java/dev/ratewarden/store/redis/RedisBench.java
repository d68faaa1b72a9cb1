package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import redis.clients.jedis.Protocol.Command;

/**
 * Measures checks beside PING, in slices of time by turns, under a prefix of its own that it removes. Both use the same connections: a
 * PING has one to itself for its round trip, checks that wait at the same time share a pipeline. {@link #close} may be called by another
 * thread meanwhile: it stops the measuring, waits for what is under way, and cleans up.
 */
public final class RedisBench implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;
    private static final long SLICE_MS = 500;
    private static final int LEAST_ROUNDS = 5;
    private static final int MAX_PREFIX = 64;

    private final RedisSettings settings;
    private final String pattern;
    private final LongSupplier nanos;
    private final BenchUsers users = new BenchUsers();

    /** Held while something may be written, and while it is removed. */
    private final ReentrantLock working = new ReentrantLock();

    private volatile boolean stopped;

    /** Guarded by {@link #working}. */
    private boolean wrote;

    /**
     * What was measured.
     *
     * @param checksPerSecond median over the slices
     * @param pingPerSecond likewise
     * @param deniedShare of the checks in the slices, 0 to 1
     * @param redisVersion empty if the server does not say
     */
    public record Result(
            double checksPerSecond,
            double pingPerSecond,
            double p50Micros,
            double p99Micros,
            double deniedShare,
            int connections,
            String redisVersion) {}

    /**
     * @param community whose Redis is measured, with a bot's settings; its own keys are left alone
     * @param nanos measures times, such as {@code System::nanoTime}
     */
    public RedisBench(RedisSettings community, LongSupplier nanos) {
        String stem = community.prefix().replaceAll(":+$", "");
        String random = UUID.randomUUID().toString().substring(0, 8);
        int room = MAX_PREFIX - "-bench-:".length() - random.length();
        String kept = stem.length() > room ? stem.substring(0, room) : stem;
        this.pattern = kept + "-bench-*";
        this.settings = community
                .withPrefix(kept + "-bench-" + random + ":")
                .withTimeouts(PATIENCE_MS, PATIENCE_MS, PATIENCE_MS);
        this.nanos = nanos;
    }

    /** Of the keys that it writes and removes. */
    public String prefix() {
        return settings.prefix();
    }

    /**
     * @param deniedPercent how many of a hundred checks are to be denied
     * @param progress takes a line now and then
     * @throws StoreException if the login may not write under the prefix; nothing was written
     * @throws StoreUnavailableException if Redis does not answer, or it was closed meanwhile
     */
    public Result run(int threads, long millis, int deniedPercent, Consumer<String> progress) {
        working.lock();
        try (RedisStore store = new RedisStore(settings)) {
            String version = requireRights();
            goOn();
            progress.accept("Measuring for %.1f s in %s under the prefix %s"
                    .formatted(millis / 1_000.0, settings.address(), settings.prefix()));
            wrote = true;
            store.addDefaults(List.of(BenchUsers.GENEROUS, BenchUsers.STRICT), null);
            // Where Redis is away it only remembers them.
            store.audit(1);
            return measure(store, threads, millis, deniedPercent, version, progress);
        } finally {
            working.unlock();
        }
    }

    private Result measure(
            RedisStore store, int threads, long millis, int deniedPercent, String version, Consumer<String> progress) {
        List<BenchWorker> workers = IntStream.range(0, threads)
                .mapToObj(number -> new BenchWorker(store, users, number, deniedPercent, nanos))
                .toList();
        long sliceMs = Math.max(1, Math.min(SLICE_MS, millis / 2 / LEAST_ROUNDS));
        int rounds = (int) Math.max(LEAST_ROUNDS, millis / 2 / sliceMs);
        prepare(store, deniedPercent == 0 ? 0 : threads + 100);
        slice(workers, sliceMs, true);
        slice(workers, sliceMs, false);
        long most = workers.stream().mapToLong(BenchWorker::denied).sum();
        workers.forEach(BenchWorker::forget);
        double[] checks = new double[rounds];
        double[] pings = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long before = workers.stream().mapToLong(BenchWorker::denied).sum();
            prepare(store, most == 0 ? 0 : (int) (threads + 2 * most / BenchUsers.DENIALS));
            checks[round] = slice(workers, sliceMs, true);
            pings[round] = slice(workers, sliceMs, false);
            most = Math.max(
                    most, workers.stream().mapToLong(BenchWorker::denied).sum() - before);
            if ((round + 1) % 5 == 0) {
                progress.accept("%d of %d rounds: %.0f checks and %.0f PINGs a second"
                        .formatted(round + 1, rounds, checks[round], pings[round]));
            }
        }
        return result(workers, median(checks), median(pings), version);
    }

    private Result result(List<BenchWorker> workers, double checks, double pings, String version) {
        Histogram times = new Histogram();
        workers.forEach(worker -> times.add(worker.times()));
        long all = workers.stream().mapToLong(BenchWorker::checks).sum();
        long denied = workers.stream().mapToLong(BenchWorker::denied).sum();
        return new Result(
                checks,
                pings,
                times.micros(0.5),
                times.micros(0.99),
                all == 0 ? 0 : (double) denied / all,
                settings.connections(),
                version);
    }

    /** Before the time counts: so many users have used up their limit. */
    private void prepare(RedisStore store, int wanted) {
        while (users.ready() < wanted) {
            goOn();
            CheckRequest request = users.make();
            users.saw(store.check(request).nowMs());
            users.put(request);
        }
    }

    /** How many a second. */
    private double slice(List<BenchWorker> workers, long sliceMs, boolean checks) {
        goOn();
        long start = nanos.getAsLong();
        long until = start + sliceMs * 1_000_000;
        long[] counts = new long[workers.size()];
        List<RuntimeException> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = IntStream.range(0, workers.size())
                .mapToObj(i -> Thread.ofPlatform().daemon().name("bench-" + i).unstarted(() -> {
                    try {
                        BenchWorker worker = workers.get(i);
                        counts[i] = checks
                                ? worker.check(until, () -> stopped || !failures.isEmpty())
                                : worker.ping(until, () -> stopped || !failures.isEmpty());
                    } catch (RuntimeException e) {
                        failures.add(e);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        boolean interrupted = join(threads);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
        goOn();
        return Arrays.stream(counts).sum() * 1e9 / (nanos.getAsLong() - start);
    }

    /** All of them, for whoever still runs may write; returns whether somebody wanted it to end. */
    private boolean join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopped = true;
                }
            }
        }
        return interrupted;
    }

    private void goOn() {
        if (stopped) {
            throw new StoreUnavailableException("the bench was stopped before its end", null);
        }
    }

    /** Returns the version of the server. */
    private String requireRights() {
        Link link = null;
        try {
            link = Link.open(settings);
            Keys keys = keys();
            if (!RightsProbe.mayWrite(link, keys.global("meta"))
                    || !RightsProbe.mayWrite(link, keys.shard(0, "user:_"))) {
                String login = RightsProbe.login(link);
                throw new StoreException(
                        "login %s may not write keys that start with %s; let an administrator of Redis run ACL SETUSER %s ~%s"
                                .formatted(login, settings.prefix(), login, pattern),
                        null);
            }
            noteTime(link);
            link.sendTo(null, Command.HELLO);
            Object hello = link.replies(1).get(0);
            Map<String, String> said = hello instanceof List<?> ? Replies.map(hello) : Map.of();
            return said.getOrDefault("version", "");
        } catch (RuntimeException e) {
            throw RedisErrors.translated(e, settings);
        } finally {
            if (link != null) {
                link.close();
            }
        }
    }

    /** A check that was not answered may have counted in a minute all the same. */
    private void noteTime(Link link) {
        link.sendTo(null, Command.TIME);
        users.saw(Replies.number(Replies.list(link.replies(1).get(0)).getFirst()) * 1_000);
    }

    private Keys keys() {
        return new Keys(settings.prefix(), KeyspaceMeta.DEFAULT_SHARDS);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Removes everything that was written; at once the second time.
     *
     * @throws StoreUnavailableException if Redis does not answer, naming the prefix that is left
     */
    @Override
    public void close() {
        stopped = true;
        working.lock();
        Link link = null;
        try {
            if (wrote) {
                link = Link.open(settings);
                noteTime(link);
                BenchCleaning.run(link, keys(), users);
                wrote = false;
            }
        } catch (RuntimeException e) {
            throw new StoreUnavailableException(
                    "keys that start with %s are left in Redis and can be removed by hand: %s"
                            .formatted(
                                    settings.prefix(),
                                    RedisErrors.translated(e, settings).getMessage()),
                    e);
        } finally {
            if (link != null) {
                link.close();
            }
            working.unlock();
        }
    }
}
