package dev.ratewarden.store.redis;

import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/** Opens single connections as the settings say. Nothing that it opens repeats a call by itself. Thread-safe. */
final class Dialer {

    private final RedisSettings settings;
    private final DefaultJedisClientConfig redis;
    private final DefaultJedisClientConfig sentinel;

    private volatile boolean answered;

    Dialer(RedisSettings settings) {
        this.settings = settings;
        this.redis = config(settings, settings.login())
                .database(settings.database())
                .protocol(settings.protocol() == 3 ? RedisProtocol.RESP3 : RedisProtocol.RESP2)
                .build();
        this.sentinel = config(settings, settings.sentinelLogin()).build();
    }

    private static DefaultJedisClientConfig.Builder config(RedisSettings settings, Login login) {
        var config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(settings.connectTimeoutMs())
                .socketTimeoutMillis(settings.readTimeoutMs())
                .user(login.user())
                .password(login.password())
                .protocol(RedisProtocol.RESP2)
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        Tls tls = settings.tlsFiles();
        return tls == null
                ? config
                : config.ssl(true)
                        .sslSocketFactory(tls.context().getSocketFactory())
                        .sslParameters(Tls.parameters());
    }

    /** A connection to a Redis server, logged in. */
    Connection redis(Endpoint endpoint) {
        return dial(endpoint, redis);
    }

    /** A connection to a sentinel, logged in. */
    Connection sentinel(Endpoint endpoint) {
        return dial(endpoint, sentinel);
    }

    private Connection dial(Endpoint endpoint, DefaultJedisClientConfig config) {
        try {
            return new Connection(endpoint.forClient(), config);
        } catch (RuntimeException e) {
            throw failed(endpoint, e);
        }
    }

    /** A server answered: that there is a Redis is known from now on. */
    void noteAnswer() {
        // Every batch of replies comes by: the connections would wait for each other's writes.
        if (!answered) {
            answered = true;
        }
    }

    /** The same error with the server's address. */
    RuntimeException failed(Endpoint endpoint, RuntimeException error) {
        return NodeException.at(endpoint, error, answered);
    }

    /** How long finding out where the servers are may take, in all; one server that is silent must not use up the others' time. */
    long patienceNanos() {
        return 1_000_000L * (settings.connectTimeoutMs() + settings.readTimeoutMs());
    }

    RedisSettings settings() {
        return settings;
    }
}
