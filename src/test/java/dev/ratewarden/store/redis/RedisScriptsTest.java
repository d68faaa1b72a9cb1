package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.patientBot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.policy.PolicyJson;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What only a store in Redis has to get right: scripts, policies from elsewhere, foreign data, versions. */
class RedisScriptsTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Keys KEYS = new Keys(PREFIX, 16);

    private static Quota quota(RedisStore store, Policy policy) {
        return Objects.requireNonNull(store.check(request("ann", policy)).quota());
    }

    @Test
    void scriptsThatRedisForgotAreLoadedAgainAndCountOnce() {
        Policy slow = Policy.of("slow", Limit.tokenBucket(10, Duration.ofDays(300)));
        try (RedisStore store = bot(REDIS, slow);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", slow));
            jedis.scriptFlush();

            assertThat(quota(store, slow).remaining()).isEqualTo(8);
            jedis.scriptFlush();
            assertThat(store.snapshot(UserQuery.all(10)).statistics().allowed()).isEqualTo(2);
            jedis.scriptFlush();
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            assertThat(store.check(request("ann", slow)).reason()).isEqualTo(Reason.BANNED);
        }
    }

    @Test
    void aBotThatHasNotHeardOfANewerPolicyAsksAgainInsteadOfRestartingTheBucket() {
        Policy slow = Policy.of("slow", Limit.tokenBucket(10, Duration.ofDays(300)));
        Policy wider = Policy.of("slow", Limit.tokenBucket(20, Duration.ofDays(300)));
        try (RedisStore first = bot(REDIS, slow);
                RedisStore second = bot(REDIS);
                Jedis jedis = REDIS.jedis()) {
            first.check(request("ann", slow));
            jedis.hset(PREFIX + "{g}:policies", "slow", PolicyJson.write(wider));
            jedis.hincrBy(PREFIX + "{g}:policies", "#revision", 1);
            try (RedisStore third = bot(REDIS)) {
                assertThat(quota(third, wider).limit()).isEqualTo(20);
            }

            assertThat(quota(first, slow).remaining()).isEqualTo(17);
            assertThat(quota(second, slow).remaining()).isEqualTo(16);
            assertThat(first.policies().policy("slow")).isEqualTo(wider);
        }
    }

    @Test
    void aCostOverTheCapacityWritesNothing() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            var before = everything(jedis);
            before.keySet().removeIf(key -> key.endsWith("lanes"));

            assertThatThrownBy(() -> store.check(new dev.ratewarden.limiter.CheckRequest("ann", "once", 2, null)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith("COST_EXCEEDS_LIMIT: ");
            var after = everything(jedis);
            after.keySet().removeIf(key -> key.endsWith("lanes"));
            assertThat(after).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:ann", "history:ann", "scores", "seen", "totals", "events", "lanes"})
    void aKeyOfAnotherTypeIsRefusedAndNothingChanges(String key) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            String name = "%s{s%d}:%s".formatted(PREFIX, KEYS.shardOf("ann"), key);
            jedis.del(name);
            jedis.set(name, "something else");
            var before = everything(jedis);

            assertThatThrownBy(() -> store.check(request("ann", ONCE)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("127.0.0.1:" + REDIS.port())
                    .hasMessageContaining("another prefix");
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @Test
    void aListOfTimesOfAnotherTypeIsRefusedAndNothingChanges() {
        Policy large = Policy.of("large", Limit.slidingWindow(200, Duration.ofDays(1)));
        try (RedisStore store = bot(REDIS, large);
                Jedis jedis = REDIS.jedis()) {
            store.check(new dev.ratewarden.limiter.CheckRequest("ann", "large", 150, null));
            String name = "%s{s%d}:window:ann:large".formatted(PREFIX, KEYS.shardOf("ann"));
            assertThat(jedis.llen(name)).isEqualTo(150);
            jedis.del(name);
            jedis.set(name, "something else");
            var before = everything(jedis);

            assertThatThrownBy(() -> store.check(request("ann", large))).isInstanceOf(StoreException.class);
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:ann",
                "history:ann",
                "scores",
                "seen",
                "bans",
                "exempt",
                "blocked",
                "marked",
                "audit",
                "audit-head",
                "totals",
                "undo:1"
            })
    void anActionOnAKeyOfAnotherTypeIsRefusedAndNothingChanges(String key) {
        assertRefusedWithoutATrace(key, new ModeratorAction.Reset(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:ann",
                "history:ann",
                "scores",
                "seen",
                "bans",
                "exempt",
                "blocked",
                "marked",
                "audit",
                "audit-head",
                "names",
                "events"
            })
    void aUserIsForgottenAsAWholeOrNotAtAll(String key) {
        assertRefusedWithoutATrace(key, new ModeratorAction.Forget());
    }

    @Test
    void rubbishInAUsersRecordIsWrittenAnewAndNoErrorForTheUser() {
        Policy slow = Policy.of("slow", Limit.tokenBucket(10, Duration.ofDays(300)));
        try (RedisStore store = bot(REDIS, slow);
                Jedis jedis = REDIS.jedis()) {
            String shard = "%s{s%d}:".formatted(PREFIX, KEYS.shardOf("ann"));
            jedis.hset(shard + "user:ann", "b:slow", "rubbish");
            jedis.hset(shard + "user:ann", "s", "rubbish");

            assertThat(quota(store, slow).remaining()).isEqualTo(9);
            assertThat(quota(store, slow).remaining()).isEqualTo(8);
            assertThat(jedis.hget(shard + "totals", "unreadable")).isNotNull();
        }
    }

    @Test
    void aNewerKeyspaceIsRefusedNamingBothVersions() {
        try (Jedis jedis = REDIS.jedis()) {
            bot(REDIS, ONCE).close();
            jedis.hset(PREFIX + "{g}:meta", "version", "2");
        }
        try (RedisStore store = new RedisStore(patientBot(REDIS))) {
            assertThatThrownBy(() -> store.check(request("ann", ONCE)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("version 2")
                    .hasMessageContaining("up to 1");
        }
    }

    @Test
    void aTimeOfOnesOwnIsRefusedOnTheServersClock() {
        bot(REDIS, ONCE).close();
        try (RedisStore store = new RedisStore(patientBot(REDIS), () -> java.time.Instant.EPOCH)) {
            // The keyspace exists already and runs on the server's clock.
            try (Jedis jedis = REDIS.jedis()) {
                store.policies();
                for (int shard = 0; shard < 16; shard++) {
                    jedis.hdel("%s{s%d}:totals".formatted(PREFIX, shard), "clock");
                }
            }
            assertThatThrownBy(() -> store.check(request("ann", ONCE))).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.snapshot(UserQuery.all(1))).isInstanceOf(StoreException.class);
            assertThatThrownBy(() -> store.user("ann")).isInstanceOf(StoreException.class);
        }
    }

    @Test
    void policiesAndRulesAreWrittenAgainWhereRedisCameBackEmpty() {
        try (RedisStore store = new RedisStore(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            ScoreRules rules = new ScoreRules(80, 40, 2);
            store.addDefaults(List.of(ONCE), rules);
            store.check(request("ann", ONCE));
            jedis.flushAll();

            // The lane is gone, which shows the empty restart: a new connection writes the defaults again.
            assertThat(store.check(request("ann", ONCE)).reason()).isEqualTo(Reason.ALLOWED);
            assertThat(store.check(request("ann", ONCE)).reason()).isEqualTo(Reason.LIMITED);
            assertThat(jedis.hget(PREFIX + "{g}:policies", "#rules")).isEqualTo(PolicyJson.write(rules));
        }
    }

    @Test
    void aCorruptPolicyIsNamed() {
        bot(REDIS, ONCE).close();
        try (Jedis jedis = REDIS.jedis();
                RedisStore store = new RedisStore(patientBot(REDIS))) {
            jedis.hset(PREFIX + "{g}:policies", "once", "{\"strategy\":\"sliding_window\",\"limit\":0,\"windowMs\":1}");

            assertThatThrownBy(() -> store.check(request("ann", ONCE)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("policy of once: limit 0");
        }
    }

    private static void assertRefusedWithoutATrace(String key, ModeratorAction action) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            String name = "%s{s%d}:%s".formatted(PREFIX, KEYS.shardOf("ann"), key);
            jedis.del(name);
            jedis.set(name, "something else");
            var before = everything(jedis);

            assertThatThrownBy(() -> store.act("ann", action, "lee", "")).isInstanceOf(StoreException.class);
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }
}
