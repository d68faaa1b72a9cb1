package dev.ratewarden.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/**
 * A real Redis for tests: one server in each test JVM, started at first use and emptied before every test. Register it with
 * {@code @RegisterExtension static final RedisServerExtension REDIS = new RedisServerExtension()}.
 */
public final class RedisServerExtension implements BeforeEachCallback {

    private static final Set<Integer> GIVEN_OUT = ConcurrentHashMap.newKeySet();

    private static final class Shared {
        static final int PORT = freePort();
        static final RedisServer SERVER = start(PORT);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        try (Jedis jedis = jedis()) {
            jedis.scriptFlush();
            jedis.flushAll();
        }
    }

    public int port() {
        if (!Shared.SERVER.isActive()) {
            throw new IllegalStateException("the test's Redis has ended");
        }
        return Shared.PORT;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** A plain client, to look behind the store's back. */
    public Jedis jedis() {
        return RedisStoreTestSupport.jedis(port());
    }

    /** Starts a server of one's own, for tests that stop or hang it. The caller stops it. */
    public static RedisServer start(int port) {
        try {
            RedisServer server = RedisBinary.server()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .setting("daemonize no")
                    .build();
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
            return server;
        } catch (RuntimeException e) {
            throw new IllegalStateException("the test's Redis did not start on port " + port, e);
        }
    }

    /** The server's program, for tests that start it in another language. */
    public static Path binary() {
        return RedisBinary.file().toPath().toAbsolutePath();
    }

    /** Never the same twice: whoever asks for several binds them later. */
    public static int freePort() {
        int port = anyPort();
        while (!GIVEN_OUT.add(port)) {
            port = anyPort();
        }
        return port;
    }

    private static int anyPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
