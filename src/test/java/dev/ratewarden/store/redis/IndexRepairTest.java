package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.watch.WatchStore.Repair;
import dev.ratewarden.watch.Watcher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** An index that was lost or damaged is as it was before, and the next poll shows the same. */
class IndexRepairTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static RedisStore lively() {
        RedisStore store = bot(REDIS, ONCE, MANY);
        for (int i = 0; i < 40; i++) {
            store.check(request("user" + i, MANY));
            store.check(request("user" + i, ONCE));
        }
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < 7; j++) {
                store.check(request("user" + i, ONCE));
            }
        }
        for (int i = 0; i < 8; i++) {
            store.act("user" + i, new ModeratorAction.Ban(i % 2 == 0 ? null : 3_600_000L), "lee", "");
            store.act("user" + (i + 20), new ModeratorAction.Exempt(i % 2 == 0 ? null : 3_600_000L), "lee", "");
            store.act("user" + (i + 30), new ModeratorAction.Note("noted"), "lee", "");
        }
        store.describe(Map.of("user1", "Ann", "user2", "Bob", "user25", "Cid"));
        return store;
    }

    private static long repair(RedisStore store, int limit) {
        Repair repair = store.repair(null, limit);
        long all = repair.added() + repair.removed();
        while (repair.next() != null) {
            repair = store.repair(repair.next(), limit);
            all += repair.added() + repair.removed();
        }
        return all;
    }

    private static List<Object> poll(RedisStore store) {
        Snapshot snapshot = store.snapshot(UserQuery.highAbuse(50));
        return List.of(
                snapshot.statistics(),
                snapshot.users(),
                store.snapshot(UserQuery.banned(50)).users(),
                store.find("ann", 5),
                store.find("cid", 5));
    }

    private static void deleteEverywhere(Jedis jedis, String index) {
        for (int shard = 0; shard < 16; shard++) {
            jedis.del("%s{s%d}:%s".formatted(PREFIX, shard, index));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores", "blocked", "bans", "exempt", "marked", "names"})
    void aLostIndexIsBuiltAgain(String index) {
        try (RedisStore store = lively();
                Jedis jedis = REDIS.jedis()) {
            List<Object> before = poll(store);
            Map<String, String> keys = everything(jedis);
            assertThat(repair(store, 500)).isZero();

            deleteEverywhere(jedis, index);
            assertThat(repair(store, 7)).isPositive();
            assertThat(everything(jedis)).isEqualTo(keys);
            assertThat(poll(store)).isEqualTo(before);
            assertThat(repair(store, 500)).isZero();
        }
    }

    @Test
    void ofAllUsersThoseThatStandInAnotherIndexAreFoundAgain() {
        try (RedisStore store = lively();
                Jedis jedis = REDIS.jedis()) {
            // The others have neither a score nor anything that a moderator gave them.
            deleteEverywhere(jedis, "seen");
            assertThat(repair(store, 500)).isEqualTo(36);
            assertThat(store.snapshot(UserQuery.all(50)).statistics().usersTracked())
                    .isEqualTo(36);
        }
    }

    @Test
    void entriesOfUsersOfWhomNothingIsKnownAreTakenOut() {
        try (RedisStore store = lively();
                Jedis jedis = REDIS.jedis()) {
            Map<String, String> keys = everything(jedis);
            String shard = PREFIX + "{s3}:";
            for (String index : List.of("scores", "blocked", "bans", "exempt", "marked")) {
                jedis.zadd(shard + index, 99, "ghost");
            }
            jedis.zadd(shard + "names", 0, "ghost\0ghost");
            jedis.zadd("%s{s%d}:names".formatted(PREFIX, new Keys(PREFIX, 16).shardOf("user1")), 0, "old\0user1");
            assertThat(repair(store, 500)).isEqualTo(7);
            assertThat(everything(jedis)).isEqualTo(keys);
        }
    }

    @Test
    void theWatchRepairsAndSaysSo() {
        try (RedisStore store = lively();
                Jedis jedis = REDIS.jedis();
                Watcher watcher = Watcher.over(store)
                        .name("one")
                        .news(line -> {})
                        .allIndexesAtOnce()
                        .build()) {
            deleteEverywhere(jedis, "bans");
            assertThat(watcher.turn()).isTrue();
            assertThat(store.events(new EventQuery(null, EventTypes.INDEX_REPAIRED, null, null, null, 5)))
                    .singleElement()
                    .satisfies(event -> assertThat(event.figures()).containsEntry("added", "8"));
        }
    }

    @Test
    void aRecordOfAnotherTypeIsLeftToTheNextCheck() {
        try (RedisStore store = lively();
                Jedis jedis = REDIS.jedis()) {
            jedis.set("%s{s%d}:user:user5".formatted(PREFIX, new Keys(PREFIX, 16).shardOf("user5")), "rubbish");
            assertThat(repair(store, 500)).isZero();
        }
    }
}
