package dev.ratewarden.bench;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.IOException;
import java.util.List;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;

/** A Redis of our own on this machine, without persistence. */
final class BenchRedis implements AutoCloseable {

    private static final int POOL = 50;

    private final int port = RedisServerExtension.freePort();
    private final RedisServer server = RedisServerExtension.start(port);
    private final String pid;

    BenchRedis() {
        try (Jedis jedis = jedis()) {
            pid = info(jedis, "server", "process_id");
        }
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    Jedis jedis() {
        return new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .protocol(RedisProtocol.RESP2)
                        .socketTimeoutMillis(60_000)
                        .build());
    }

    /** A pooled client, with a connection for every thread. */
    UnifiedJedis pooled() {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(POOL);
        pool.setMaxIdle(POOL);
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .poolConfig(pool)
                .build();
    }

    /** As a bot, but patient: the measuring threads keep the machine busy. */
    RedisSettings bot(String prefix) {
        return RedisSettings.forBots(uri(), prefix).withTimeouts(20_000, 20_000, 20_000);
    }

    RedisSettings people(String prefix) {
        return RedisSettings.forPeople(uri(), prefix).withTimeouts(20_000, 20_000, 20_000);
    }

    static RedisStore store(RedisSettings settings, @Nullable ScoreRules rules, Policy... policies) {
        RedisStore store = new RedisStore(settings);
        store.addDefaults(List.of(policies), rules);
        return store;
    }

    /** Hangs it, so that it keeps its connections and answers nothing. */
    void pause() {
        signal("-STOP");
    }

    void resume() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, pid).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no signal was sent to Redis", e);
        }
    }

    /** One figure of INFO, such as {@code used_memory}. */
    /** Which Redis this is: its memory's manager matters for bytes, and with what it was built for time. */
    static String describe(Jedis jedis) {
        return "Redis %s with %s"
                .formatted(info(jedis, "server", "redis_version"), info(jedis, "memory", "mem_allocator"));
    }

    static String info(Jedis jedis, String section, String name) {
        return jedis.info(section)
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO %s has no %s".formatted(section, name)))
                .substring(name.length() + 1)
                .strip();
    }

    /** Of the thread that decides, since the server's start. */
    static double processorMicros(Jedis jedis) {
        return 1e6
                * (Double.parseDouble(info(jedis, "cpu", "used_cpu_user_main_thread"))
                        + Double.parseDouble(info(jedis, "cpu", "used_cpu_sys_main_thread")));
    }

    @Override
    public void close() {
        server.stop();
    }
}
