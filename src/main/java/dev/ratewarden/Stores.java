package dev.ratewarden;

import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.store.memory.MemoryDecider;
import dev.ratewarden.store.outage.OutageSettings;
import dev.ratewarden.store.outage.OutageStore;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens stores for bots, ready to use:
 *
 * <pre>{@code
 * OutageStore store = Stores.redis("redis://localhost").journal(Path.of("data")).open();
 * RateLimiter limiter = RateLimiter.builder(store).build();
 * }</pre>
 */
public final class Stores {

    /** The prefix of all keys, unless another is named. */
    public static final String DEFAULT_PREFIX = "rw:";

    private Stores() {}

    /**
     * A community in Redis, with which checks go on while Redis is away.
     *
     * @param uri {@code redis://[user:password@]host[:port][/database]}, or {@code rediss://…} for TLS
     * @throws dev.ratewarden.limiter.InvalidRequestException if the URI cannot be read
     */
    public static Redis redis(String uri) {
        return redis(RedisSettings.forBots(uri, DEFAULT_PREFIX));
    }

    /** The same with settings of one's own, made from {@link RedisSettings#forBots}. */
    public static Redis redis(RedisSettings settings) {
        return new Redis(settings);
    }

    /** What is to be opened. Not thread-safe. */
    public static final class Redis {

        private final RedisSettings settings;
        private String instance = anyName();
        private @Nullable Path journal;
        private long journalBytes = OutageSettings.DEFAULT_JOURNAL_BYTES;
        private long checkLogBytes = OutageSettings.DEFAULT_CHECK_LOG_BYTES;
        private boolean checkLog = true;
        private OutageListener listener = OutageListener.NONE;
        private Executor executor =
                task -> Thread.ofVirtual().name("ratewarden").start(task);

        private Redis(RedisSettings settings) {
            this.settings = settings;
        }

        /**
         * Where to keep what is decided while Redis is away, so that the end of the process does not lose it; best on a disk that
         * survives the next deployment. Several bots may share it. Without one it is kept in memory, and lost with the process.
         *
         * @param directory created if it is not there
         */
        public Redis journal(Path directory) {
            this.journal = directory;
            return this;
        }

        /** How large a journal may get, in bytes; beyond, checks are only counted. Default: 64 MiB. */
        public Redis journalBytes(long bytes) {
            this.journalBytes = bytes;
            return this;
        }

        /** Whether every check is written into the log of checks in Redis, off the way of the check. Default: yes. */
        public Redis checkLog(boolean on) {
            this.checkLog = on;
            return this;
        }

        /**
         * How many bytes the log of checks may hold in Redis, for all bots together; the oldest go first. Give every bot of a community
         * the same. Default: 64 MiB.
         */
        public Redis checkLogBytes(long bytes) {
            this.checkLogBytes = bytes;
            return this;
        }

        /** What this instance is called where instances are listed; no two at a time may have the same. Default: host, and something random. */
        public Redis instance(String name) {
            this.instance = name;
            return this;
        }

        /** Hears when Redis is away and when it is back. */
        public Redis listener(OutageListener outageListener) {
            this.listener = outageListener;
            return this;
        }

        /** Runs background work; must start a thread for each task. Default: virtual threads. */
        public Redis executor(Executor threads) {
            this.executor = threads;
            return this;
        }

        /**
         * Never waits for Redis: it may be away.
         *
         * @throws dev.ratewarden.limiter.InvalidRequestException if the journal's directory cannot be used, or a setting is out of range
         */
        public OutageStore open() {
            OutageSettings outage = new OutageSettings(
                    instance,
                    journal,
                    journalBytes,
                    listener,
                    InstantSource.system(),
                    System::nanoTime,
                    executor,
                    checkLog ? checkLogBytes : 0);
            return new OutageStore(new RedisStore(settings), new MemoryDecider(), outage);
        }
    }

    /** Of the machine, and something random. */
    static String anyName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "-");
        } catch (UnknownHostException e) {
            host = "bot";
        }
        return host.substring(0, Math.min(40, host.length()))
                + '-'
                + UUID.randomUUID().toString().substring(0, 8);
    }
}
