package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.jedis;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** A master that becomes a replica while a store that asks for replicas calls it: an outage that passes, not a refusal. */
class DemotedMasterTest {

    private int port;
    private int otherPort;
    private RedisServer server;
    private RedisServer other;

    @BeforeEach
    void start() {
        port = RedisServerExtension.freePort();
        server = RedisServerExtension.start(port);
        otherPort = RedisServerExtension.freePort();
        other = RedisServerExtension.start(otherPort);
    }

    @AfterEach
    void stop() {
        server.stop();
        other.stop();
    }

    @Test
    void whoCallsAReplicaLearnsThatNothingWasWritten() {
        demote();
        try (RedisStore store = store(500)) {
            assertThatThrownBy(() -> store.check(request("ann", MANY)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("is a read-only replica; connect to the master");
        }
    }

    @Test
    void whoWaitsForReplicasWhileTheMasterIsDemotedLearnsThatItMayBeLost() throws Exception {
        try (RedisStore store = store(20_000);
                Jedis jedis = jedis(port);
                Jedis replica = jedis(otherPort)) {
            replica.configSet("repl-diskless-sync-delay", "0");
            jedis.configSet("repl-diskless-sync-delay", "0");
            replica.replicaof("127.0.0.1", port);
            await("the replica follows", () -> replica.info("replication").contains("master_link_status:up"));
            store.check(request("ann", MANY));
            replica.replicaofNoOne();
            Thread demotion = Thread.ofPlatform().start(() -> {
                await(
                        "the check waits for a replica",
                        () -> jedis.info("clients").contains("blocked_clients:1"));
                demote();
            });

            assertThatThrownBy(() -> store.check(request("ann", MANY)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("became a replica before another had what was written");
            demotion.join();
        }
    }

    private RedisStore store(int timeoutMs) {
        RedisStore store = new RedisStore(RedisSettings.forBots("redis://127.0.0.1:" + port, PREFIX)
                .withTimeouts(timeoutMs, timeoutMs, timeoutMs)
                .withReplicas(1));
        store.addDefaults(List.of(MANY), null);
        return store;
    }

    private void demote() {
        try (Jedis jedis = jedis(port)) {
            jedis.replicaof("127.0.0.1", otherPort);
        }
    }
}
