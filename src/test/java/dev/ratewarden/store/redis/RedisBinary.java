package dev.ratewarden.store.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisExecProvider;
import redis.embedded.RedisServer;
import redis.embedded.RedisServerBuilder;
import redis.embedded.util.OSDetector;

/**
 * The Redis that tests and benchmarks start: the one that comes with them, or another one by {@code -Dredis-server=/path/to/redis-server}.
 */
final class RedisBinary {

    private RedisBinary() {}

    static RedisServerBuilder server() {
        return RedisServer.builder().redisExecProvider(provider());
    }

    static File file() {
        try {
            return provider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RedisExecProvider provider() {
        String other = System.getProperty("redis-server", "");
        RedisExecProvider provider = RedisExecProvider.defaultProvider();
        return other.isEmpty() ? provider : provider.override(OSDetector.getOS(), other);
    }
}
