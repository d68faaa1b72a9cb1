package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.jedis;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisServer;

/** Three sentinels, a master and a replica, all real. */
class SentinelTest {

    private static final String PASSWORD = "s3ntinel";

    /** A sentinel that finds its clock jumped, as on a machine that stalled, trusts nothing for 30 s; then it may have to begin again. */
    private static final Duration FAILOVER = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    private final List<Integer> sentinels = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private int master;
    private int replica;
    private RedisServer masterServer;
    private RedisServer replicaServer;

    @BeforeEach
    void start() throws IOException {
        master = RedisServerExtension.freePort();
        masterServer = RedisServerExtension.start(master);
        replica = RedisServerExtension.freePort();
        replicaServer = RedisServerExtension.start(replica);
        try (Jedis jedis = jedis(replica)) {
            jedis.configSet("repl-diskless-sync-delay", "0");
            jedis.replicaof("127.0.0.1", master);
        }
        for (int i = 0; i < 3; i++) {
            int port = RedisServerExtension.freePort();
            sentinels.add(port);
            processes.add(sentinel(port));
        }
        await(
                "the sentinels see each other and the replica",
                () -> sentinels.stream().allMatch(this::ready));
    }

    private Process sentinel(int port) throws IOException {
        Path config = folder.resolve("sentinel-" + port + ".conf");
        Files.writeString(config, """
                port %d
                bind 127.0.0.1
                dir %s
                requirepass %s
                sentinel sentinel-pass %s
                sentinel monitor mymaster 127.0.0.1 %d 2
                sentinel down-after-milliseconds mymaster 1000
                sentinel failover-timeout mymaster 5000
                """.formatted(port, folder, PASSWORD, PASSWORD, master));
        String server =
                ProcessHandle.of(pid(master)).orElseThrow().info().command().orElseThrow();
        Process process = new ProcessBuilder(server, config.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sentinel-" + port + ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static long pid(int port) {
        try (Jedis jedis = jedis(port)) {
            return Long.parseLong(jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("process_id:".length())
                    .strip());
        }
    }

    private boolean ready(int port) {
        try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", port), asSentinelWants())) {
            var seen = jedis.sentinelMaster("mymaster");
            return "2".equals(seen.get("num-other-sentinels")) && "1".equals(seen.get("num-slaves"));
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    private static DefaultJedisClientConfig asSentinelWants() {
        return DefaultJedisClientConfig.builder()
                .password(PASSWORD)
                .timeoutMillis(5_000)
                .autoNegotiateProtocol(false)
                .build();
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        masterServer.stop();
        replicaServer.stop();
    }

    private String uri(String rest) {
        return sentinels.stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", "redis-sentinel://", rest));
    }

    /** A check that is not answered is then one that was refused, or cut off, and not one that was merely slow. */
    private RedisStore patientBot() {
        RedisStore store = new RedisStore(RedisSettings.forBots(uri("/mymaster?sentinel-password=" + PASSWORD), "rw:")
                .withTimeouts(5_000, 5_000, 5_000));
        store.addDefaults(List.of(MANY), null);
        return store;
    }

    private static boolean answers(RedisStore store) {
        LockSupport.parkNanos(10_000_000);
        try {
            store.check(request("ann", MANY));
            return true;
        } catch (StoreUnavailableException away) {
            return false;
        }
    }

    @Test
    void aFailoverIsFollowedWithoutHelp() {
        try (RedisStore store = patientBot()) {
            await("a healthy first check", () -> answers(store));
            await("the replica has it", () -> has(replica));
            // A sentinel of the list that is away, at the same time.
            processes.get(0).destroyForcibly();
            masterServer.stop();
            assertThat(answers(store)).isFalse();

            await("checks are answered again", FAILOVER, () -> answers(store));
            try (Jedis jedis = jedis(replica)) {
                assertThat(jedis.info("replication")).contains("role:master");
            }
        }
    }

    private static boolean has(int port) {
        try (Jedis jedis = jedis(port)) {
            return jedis.keys("*totals").size() == 1;
        }
    }

    @Test
    void aMasterThatBecameAReplicaIsLeft() {
        try (RedisStore store = patientBot()) {
            await("a healthy first check", () -> answers(store));
            await("the failover begins", FAILOVER, this::failoverBegins);
            await("the roles are changed", FAILOVER, () -> isMaster(replica) && isReplica(master));

            await("checks are answered again", FAILOVER, () -> answers(store));
            long before = total(replica);
            assertThat(answers(store)).isTrue();
            assertThat(total(replica)).isEqualTo(before + 1);
        }
    }

    /** Not as long as the sentinel has not heard from the replica lately. */
    private boolean failoverBegins() {
        try (Jedis jedis = new Jedis(new HostAndPort("127.0.0.1", sentinels.get(1)), asSentinelWants())) {
            return "OK".equals(jedis.sentinelFailover("mymaster"));
        } catch (JedisDataException notYet) {
            return false;
        }
    }

    private static boolean isMaster(int port) {
        try (Jedis jedis = jedis(port)) {
            return jedis.info("replication").contains("role:master");
        } catch (JedisException cutOffWhileItChanges) {
            return false;
        }
    }

    private static boolean isReplica(int port) {
        try (Jedis jedis = jedis(port)) {
            return jedis.info("replication").contains("role:slave");
        } catch (JedisException cutOffWhileItChanges) {
            return false;
        }
    }

    private static long total(int port) {
        Keys keys = new Keys("rw:", 16);
        try (Jedis jedis = jedis(port)) {
            return Long.parseLong(Replies.text(
                    jedis.hget(keys.shard(keys.shardOf("ann"), "totals"), Keys.utf8("allowed:" + MANY.action()))));
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        assertThat(error(uri("/other?sentinel-password=" + PASSWORD)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("knows no master other");
        assertThat(error(uri("/mymaster")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("sentinel-password");
        assertThat(error(uri("/mymaster?sentinel-password=wr0ng")))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("wr0ng");
        assertThat(error("redis-sentinel://127.0.0.1:" + RedisServerExtension.freePort() + "/mymaster"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("no sentinel");
    }

    private static RatewardenException error(String uri) {
        try (RedisStore store = new RedisStore(RedisSettings.forPeople(uri, "rw:"))) {
            assertThatThrownBy(() -> store.audit(1)).isInstanceOf(RatewardenException.class);
            store.audit(1);
            throw new AssertionError("nothing was wrong");
        } catch (RatewardenException wrong) {
            return wrong;
        }
    }
}
