package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.Inspection;
import dev.ratewarden.inspection.NodeReport;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.inspection.Rights.Right;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.InstanceFigures;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;

/** On real servers with several settings. */
class RedisInspectionTest {

    private static final String MAXMEMORY = "200mb";
    private static TestRedis redis;

    @BeforeAll
    static void start() {
        redis = TestRedis.start(List.of(
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory",
                MAXMEMORY,
                "--maxmemory-policy",
                "allkeys-lru"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void aLivelyCommunity() {
        try (Jedis jedis = redis.jedis()) {
            jedis.flushAll();
            for (RedisAcl.Role role : RedisAcl.Role.values()) {
                String line = RedisAcl.line(role.name(), role, PREFIX, null).replace(RedisAcl.PLACEHOLDER, "pw");
                String[] words = line.split(" ");
                jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
            }
        }
        try (RedisStore store = new RedisStore(bot())) {
            store.addDefaults(List.of(MANY, ONCE), null);
            store.check(request("ann", MANY));
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
        }
    }

    private static RedisSettings bot() {
        return RedisSettings.forBots(redis.uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000);
    }

    private static Inspection inspect(RedisSettings settings) {
        return new RedisInspection(
                        settings.forPeople().withTimeouts(5_000, 5_000, 5_000),
                        InstantSource.system(),
                        System::nanoTime)
                .inspect();
    }

    private static Map<String, String> content() {
        try (Jedis jedis = redis.jedis()) {
            return everything(jedis);
        }
    }

    private static CommunityReport community(Inspection found) {
        return Objects.requireNonNull(found.community(), () -> String.valueOf(found.problem()));
    }

    @ParameterizedTest
    @EnumSource(RedisAcl.Role.class)
    void rightsAloneAreTheSameAsInAWholeLookAndCostTwoRoundTrips(RedisAcl.Role role) {
        RedisSettings settings = bot().withLogin(role.name(), "pw").forPeople();
        var before = content();
        try (Jedis jedis = redis.jedis()) {
            jedis.configResetStat();
        }

        Rights rights = RedisRights.of(settings);

        String calls;
        try (Jedis jedis = redis.jedis()) {
            calls = jedis.info("commandstats");
        }
        assertThat(rights).isEqualTo(inspect(settings).server().rights());
        assertThat(calls).doesNotContain("cmdstat_ping", "cmdstat_time", "cmdstat_evalsha_ro:calls");
        assertThat(content()).as("asking changes nothing").isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void tellsWhatTheServerSaysOfItself(int protocol) {
        Inspection found = inspect(bot().withProtocol(protocol));

        assertThat(found.server().version()).matches("\\d+\\.\\d+.*");
        assertThat(found.server().loopback()).isTrue();
        assertThat(found.server().tls()).isFalse();
        assertThat(found.server().roundTripMicros()).isPositive();
        assertThat(found.server().clockAheadMs()).isBetween(-1_000L, 1_000L);
        NodeReport node = found.server().nodes().getFirst();
        assertThat(node.info())
                .containsEntry("aof_enabled", "1")
                .containsEntry("maxmemory_policy", "allkeys-lru")
                .containsKeys("used_memory", "cmdstat_evalsha");
        assertThat(node.config()).containsEntry("appendfsync", "always").containsEntry("save", "");
        assertThat(node.spikes()).isEmpty();
        CommunityReport community = community(found);
        assertThat(community.shards()).isEqualTo(16);
        assertThat(community.statistics().usersTracked()).isEqualTo(1);
        assertThat(community.actions()).extracting(action -> action.action()).containsExactly("many", "once");
        assertThat(community.policyRevision()).isEqualTo(1);
        assertThat(community.streams()).allMatch(stream -> stream.bytes() != null);
        assertThat(community.streams().getFirst().entries()).isPositive();
        assertThat(community.handed().checkLog()).isNull();
        assertThat(community.handed().watcher()).isNull();
    }

    @Test
    void readsSignsOfLifeAndWhatOthersLeave() {
        try (Jedis jedis = redis.jedis()) {
            long now = Long.parseLong(jedis.time().getFirst()) * 1_000;
            jedis.zadd("rw:{g}:instances", Map.of("a", (double) now, "b", now - 30_000.0, "c", now - 90_000.0));
            jedis.hset("rw:{g}:watch", Map.of("holder", "a", "until", Long.toString(now + 9_000)));
            jedis.hset("rw:{s0}:checks-size", Map.of("bytes", "1000", "max", "4096"));
            jedis.xadd("rw:{s0}:checks", new StreamEntryID(now - 60_000, 0), Map.of("by", "a"));
            jedis.hset("rw:{s1}:checks-size", Map.of("bytes", "500", "max", "4096"));
            jedis.xadd("rw:{s1}:checks", new StreamEntryID(now - 90_000, 0), Map.of("by", "a"));
            jedis.xadd("rw:{s1}:checks", new StreamEntryID(now - 30_000, 0), Map.of("by", "a"));
            jedis.hset(
                    "rw:{g}:instance-figures",
                    "a",
                    "{\"version\":\"1.0\",\"started\":1,\"journalEntries\":7,\"journalBytes\":900,"
                            + "\"droppedChecks\":0}");
            jedis.hset("rw:{s3}:totals", Map.of("pruned", "4", "evicted", "5", "unreadable", "6"));
            CommunityReport community = community(inspect(bot()));

            assertThat(community.live()).isEqualTo(1);
            assertThat(community.silent()).isEqualTo(1);
            assertThat(Objects.requireNonNull(community.handed().watcher()).holder())
                    .isEqualTo("a");
            var log = Objects.requireNonNull(community.handed().checkLog());
            assertThat(log.bytes()).isEqualTo(1_500);
            assertThat(log.entries()).isEqualTo(3);
            assertThat(log.oldestMs()).isEqualTo(now - 90_000);
            assertThat(log.limitBytes()).isEqualTo(16 * 4_096);
            assertThat(community.handed().instances())
                    .filteredOn(InstanceFigures::isCatchingUp)
                    .extracting(InstanceFigures::journalEntries)
                    .containsExactly(7L);
            assertThat(community.totals()).isEqualTo(new CommunityReport.Totals(4, 5, 6));
        }
    }

    @ParameterizedTest
    @CsvSource({"VIEWER,VIEWER", "BOT,BOT", "MODERATOR,MODERATOR", "OPERATOR,OPERATOR"})
    void knowsEachRoleWithoutWriting(RedisAcl.Role role, Rights.Role seen) {
        Map<String, String> before = content();
        Inspection found = inspect(bot().withLogin(role.name(), "pw"));

        assertThat(found.server().rights().login()).isEqualTo(role.name());
        assertThat(found.server().rights().role()).isEqualTo(seen);
        assertThat(found.server().rights().has(Right.ADMINISTER)).isFalse();
        assertThat(found.server().rights().has(Right.HANDOVER))
                .isEqualTo(role == RedisAcl.Role.MODERATOR || role == RedisAcl.Role.OPERATOR);
        assertThat(community(found).statistics().usersTracked()).isEqualTo(1);
        boolean operator = role == RedisAcl.Role.OPERATOR;
        assertThat(found.server().nodes().getFirst().info() != null)
                .as("a bot looks at the memory for its log of checks")
                .isEqualTo(operator || role == RedisAcl.Role.BOT);
        assertThat(community(found).streams()).allMatch(stream -> (stream.bytes() != null) == operator);
        assertThat(content()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(RedisAcl.Role.class)
    void aLoginOfAnotherCommunityReadsNothing(RedisAcl.Role role) {
        Inspection found = inspect(bot().withLogin(role.name(), "pw").withPrefix("other:"));
        assertThat(found.server().rights().role()).isEqualTo(Rights.Role.NONE);
        assertThat(found.community()).isNull();
        assertThat(found.problem()).contains("denies a right");
    }

    @Test
    void aModeratorsLoginOfBeforeThereWasAHandoverMayActAndNotHandOver() {
        try (Jedis jedis = redis.jedis()) {
            String line = RedisAcl.line("old", RedisAcl.Role.MODERATOR, PREFIX, null)
                    .replace(RedisAcl.PLACEHOLDER, "pw")
                    .replace(" ~" + PREFIX + "{g}:handover", "");
            String[] words = line.split(" ");
            jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
        }
        Rights rights = RedisRights.of(bot().withLogin("old", "pw").forPeople());
        assertThat(rights.role()).isEqualTo(Rights.Role.MODERATOR);
        assertThat(rights.has(Right.AUDIT)).isTrue();
        assertThat(rights.has(Right.HANDOVER)).isFalse();
    }

    @Test
    void theUsualLoginMayDoEverything() {
        Rights rights = inspect(bot()).server().rights();
        assertThat(rights.login()).isEqualTo("default");
        assertThat(rights.role()).isEqualTo(Rights.Role.OPERATOR);
        assertThat(rights.has(Right.ADMINISTER)).isTrue();
        assertThat(rights.has(Right.HANDOVER)).isTrue();
        try (Jedis jedis = redis.jedis()) {
            assertThat(jedis.configGet("maxmemory")).containsEntry("maxmemory", Integer.toString(200 << 20));
        }
    }

    @Test
    void anOperatorsLoginReadsNoSettingsAndSoNoPasswordOfTheServer() {
        Inspection found = inspect(bot().withLogin(RedisAcl.Role.OPERATOR.name(), "pw"));
        NodeReport node = found.server().nodes().getFirst();
        assertThat(node.config()).isNull();
        assertThat(node.info()).containsKeys("maxmemory", "maxmemory_policy", "aof_enabled");
        assertThat(found.server().rights().has(Right.CONFIG)).isFalse();
        assertThat(found.server().rights().role()).isEqualTo(Rights.Role.OPERATOR);
    }

    @Test
    void anEmptyKeyspaceIsAProblemAndStaysEmpty() {
        Inspection found = inspect(bot().withPrefix("nobody:"));
        assertThat(found.community()).isNull();
        assertThat(found.problem()).contains("nobody:", "ratewarden init");
        assertThat(content().keySet()).noneMatch(key -> key.startsWith("nobody:"));
    }

    @Test
    void aNewerKeyspaceIsAProblem() {
        try (Jedis jedis = redis.jedis()) {
            jedis.hset("rw:{g}:meta", "version", "99");
        }
        assertThat(inspect(bot()).problem()).contains("version 99", "update");
    }

    @Test
    void aRedisThatIsAwayOrRefusesIsAnError() {
        RedisSettings away = RedisSettings.forPeople("redis://127.0.0.1:" + RedisServerExtension.freePort(), PREFIX);
        assertThatThrownBy(() -> inspect(away))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("cannot be reached");
        assertThatThrownBy(() -> inspect(bot().withLogin("VIEWER", "wrong")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("user name or password");
    }

    @Test
    void aClusterTellsOfEachNode() {
        try (RedisCluster cluster = new RedisCluster(3, false, 5_000)) {
            RedisSettings settings =
                    RedisSettings.forBots(cluster.uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000);
            try (RedisStore store = new RedisStore(settings)) {
                store.addDefaults(List.of(MANY), null);
                store.check(request("ann", MANY));
            }
            Inspection found = inspect(settings);
            assertThat(community(found).statistics().usersTracked()).isEqualTo(1);
            assertThat(found.server().nodes())
                    .hasSize(3)
                    .allMatch(node -> Objects.requireNonNull(node.info()).containsKey("used_memory"));
            long before = keys(cluster);
            try (RedisBench bench = new RedisBench(settings, System::nanoTime)) {
                assertThat(bench.run(2, 500, 20, line -> {}).checksPerSecond()).isPositive();
            }
            assertThat(keys(cluster)).isEqualTo(before);
        }
    }

    /** On all nodes: each slot is served by one of three. */
    private static long keys(RedisCluster cluster) {
        long sum = 0;
        for (RedisCluster.Member member : Set.of("a", "b", "c", "d", "e", "f", "g", "h").stream()
                .map(cluster::serving)
                .distinct()
                .toList()) {
            try (Jedis jedis = member.jedis()) {
                sum += jedis.dbSize();
            }
        }
        return sum;
    }
}
