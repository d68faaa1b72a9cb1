package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** Redis 6.2 has no EVALSHA_RO: played by a server from which the command was taken away. */
class OlderRedisTest {

    @Test
    void readsByTheOlderCommand() {
        int port = RedisServerExtension.freePort();
        RedisServer server = RedisBinary.server()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("rename-command EVALSHA_RO \"\"")
                .build();
        server.start();
        try (RedisStore store = new RedisStore(
                RedisSettings.forBots("redis://127.0.0.1:" + port, "rw:").withTimeouts(5_000, 5_000, 5_000))) {
            store.addDefaults(List.of(MANY), null);
            assertThat(store.peek(request("ann", MANY)).quota()).isNotNull();
            store.check(request("ann", MANY));
            assertThat(store.snapshot(UserQuery.all(1)).statistics().usersTracked())
                    .isEqualTo(1);
            assertThat(store.user("ann")).isPresent();
            assertThat(store.find("ann", 1)).hasSize(1);
        } finally {
            server.stop();
        }
    }
}
