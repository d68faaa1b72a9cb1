package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A cluster whose slots move, and whose masters die, while bots check. */
class ClusterTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int THREADS = 8;
    private static final int NODE_TIMEOUT_MS = 1_500;
    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new RedisCluster(3, true, NODE_TIMEOUT_MS);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Bots that check all the time. What they were told stands beside what they could not know. */
    private static final class Load implements AutoCloseable {
        final AtomicLong answered = new AtomicLong();
        final AtomicLong unanswered = new AtomicLong();
        private final AtomicBoolean stop = new AtomicBoolean();
        private final List<Future<?>> running = new ArrayList<>();
        private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();

        Load(RedisStore store) {
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                running.add(pool.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        try {
                            store.check(request("user" + (thread * 100 + i % 100), MANY));
                            answered.incrementAndGet();
                        } catch (StoreUnavailableException away) {
                            unanswered.incrementAndGet();
                            // As a bot does: it decides on its own for a while before it tries again.
                            LockSupport.parkNanos(20_000_000);
                        }
                    }
                    return null;
                }));
            }
        }

        void awaitMore(String what, long checks) {
            long enough = answered.get() + checks;
            await(what, () -> answered.get() > enough || running.stream().anyMatch(Future::isDone));
        }

        /** Throws what ended a bot, if anything did. */
        void end() throws Exception {
            stop.set(true);
            for (Future<?> one : running) {
                one.get();
            }
        }

        @Override
        public void close() {
            stop.set(true);
            pool.close();
        }
    }

    private static RedisStore store(String prefix, int replicas, int timeoutMs) {
        RedisStore store = new RedisStore(RedisSettings.forBots(cluster.uri(), prefix)
                .withTimeouts(timeoutMs, timeoutMs, timeoutMs)
                .withReplicas(replicas));
        store.addDefaults(List.of(MANY), null);
        return store;
    }

    private static long allowed(RedisStore store) {
        return store.snapshot(UserQuery.all(1)).statistics().allowed();
    }

    private static boolean answersEverywhere(RedisStore store) {
        LockSupport.parkNanos(20_000_000);
        try {
            for (int i = 0; i < 64; i++) {
                store.peek(request("probe" + i, MANY));
            }
            return true;
        } catch (StoreUnavailableException away) {
            return false;
        }
    }

    /** Rounds with {@code -Dratewarden.campaign=100}; one otherwise. */
    private static final int ROUNDS = Integer.getInteger("ratewarden.campaign", 1);

    @Test
    void withReplicasAskedForAFailoverLosesNothingThatWasAnswered() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            failover("wait" + round + ":", 1);
        }
    }

    @Test
    void withoutABotComesBackByItselfAndLosesAtMostWhatWasNotYetReplicated() throws Exception {
        failover("async:", 0);
    }

    private static void failover(String prefix, int replicas) throws Exception {
        try (RedisStore store = store(prefix, replicas, 500);
                Load load = new Load(store)) {
            load.awaitMore("a load", 2_000);
            String key = prefix + "{s" + new Keys(prefix, 16).shardOf("user1") + "}:seen";
            RedisCluster.Member dying = cluster.serving(key);
            long before = load.answered.get();
            dying.kill();
            if (replicas > 0) {
                // Who takes over has no replica of its own until the old master is back.
                await("another took over", () -> cluster.isServed(key));
                cluster.restart(dying);
            }
            await("all shards answer again", () -> answersEverywhere(store));
            load.awaitMore("a load again", 2_000);
            load.end();

            long counted = allowed(store);
            assertThat(load.unanswered.get()).as("the failover was met").isPositive();
            assertThat(counted).isLessThanOrEqualTo(load.answered.get() + load.unanswered.get());
            assertThat(counted)
                    .as("answered %d, before the kill %d", load.answered.get(), before)
                    .isGreaterThanOrEqualTo(load.answered.get() - (replicas > 0 ? 0 : before));
            if (replicas == 0) {
                cluster.restart(dying);
            }
        }
    }

    @Test
    void aSlotThatMovesUnderLoadNeitherLosesNorRepeatsACheck() throws Exception {
        String tag = "{s" + new Keys("moved:", 16).shardOf("user1") + "}";
        int slot = JedisClusterCRC16.getSlot(tag);
        RedisCluster.Member from = cluster.serving("moved:" + tag + ":seen");
        RedisCluster.Member to = cluster.all().stream()
                .filter(each -> each != from && isMaster(each))
                .findFirst()
                .orElseThrow();
        // A check that is given up may count all the same: here none is, only because the machine is busy.
        try (RedisStore store = store("moved:", 0, 5_000);
                Load load = new Load(store)) {
            load.awaitMore("a load", 1_000);
            move(slot, from, to);
            await("all shards answer again", () -> answersEverywhere(store));
            load.awaitMore("a load again", 1_000);
            load.end();

            // Whoever was refused while keys were on their way was refused before anything ran.
            assertThat(allowed(store)).isEqualTo(load.answered.get());
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "hangs a server with a signal")
    void aMasterThatHangsHoldsACheckNoLongerThanPromised() throws Exception {
        try (RedisStore store = new RedisStore(RedisSettings.forBots(cluster.uri(), "hang:"))) {
            store.addDefaults(List.of(MANY), null);
            await("a healthy start", () -> answersEverywhere(store));
            // A replica that takes over would answer.
            setNodeTimeout(60_000);
            RedisCluster.Member hung = cluster.serving("hang:{s" + new Keys("hang:", 16).shardOf("user1") + "}:seen");
            hung.signal("STOP");
            try {
                long heldMs = Measured.median(
                        5,
                        () -> Measured.millis(() -> assertThatThrownBy(() -> store.check(request("user1", MANY)))
                                .isInstanceOf(StoreUnavailableException.class)));
                assertThat(heldMs)
                        .as("50 ms, and slack for a machine that is busy with other tests")
                        .isLessThan(500);
            } finally {
                hung.signal("CONT");
                setNodeTimeout(NODE_TIMEOUT_MS);
            }
            await("all shards answer again", () -> answersEverywhere(store));
        }
    }

    private static void setNodeTimeout(int ms) {
        for (RedisCluster.Member member : cluster.all()) {
            try (Jedis jedis = member.jedis()) {
                jedis.configSet("cluster-node-timeout", Integer.toString(ms));
            }
        }
    }

    private static boolean isMaster(RedisCluster.Member member) {
        try (Jedis jedis = member.jedis()) {
            return jedis.info("replication").contains("role:master");
        }
    }

    private static void move(int slot, RedisCluster.Member from, RedisCluster.Member to) {
        try (Jedis source = from.jedis();
                Jedis target = to.jedis()) {
            String sourceId = source.clusterMyId();
            String targetId = target.clusterMyId();
            target.clusterSetSlotImporting(slot, sourceId);
            source.clusterSetSlotMigrating(slot, targetId);
            for (List<String> keys = source.clusterGetKeysInSlot(slot, 100);
                    !keys.isEmpty();
                    keys = source.clusterGetKeysInSlot(slot, 100)) {
                source.migrate("127.0.0.1", to.port, 5_000, new MigrateParams(), keys.toArray(String[]::new));
            }
            target.clusterSetSlotNode(slot, targetId);
            source.clusterSetSlotNode(slot, targetId);
        }
    }

    @Test
    void theWrongKindOfAddressIsNamedWithTheRightOne() {
        String single = "redis://127.0.0.1:" + cluster.masters().get(0).port;
        try (RedisStore store = new RedisStore(RedisSettings.forPeople(single, PREFIX))) {
            assertThatThrownBy(() -> store.snapshot(UserQuery.all(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("write redis-cluster:// instead of redis://");
        }
        try (RedisStore store =
                new RedisStore(RedisSettings.forPeople(REDIS.uri().replace("redis://", "redis-cluster://"), PREFIX))) {
            assertThatThrownBy(() -> store.snapshot(UserQuery.all(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("write redis:// instead of redis-cluster://");
        }
    }
}
