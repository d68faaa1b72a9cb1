package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;

/** Whatever stands where our records should be: people can still look, moderators can still act, and users are still decided about. */
class UnreadableRecordsTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final int SHARD = new Keys(PREFIX, 16).shardOf("ann");
    private static final List<String> FIELDS =
            List.of("s", "v", "ban", "ex", "note", "g", "m", "p", "o:once", "b:once", "d:once", "hb", "name", "lower");
    private static final List<String> RUBBISH = List.of(
            "",
            " ",
            "rubbish",
            "nan nan 0 - - - - -",
            "1 inf 5 - - - - -",
            "5 0 1 x y z 1 2",
            "5 0 1 - - - 7 -inf",
            "1 99999999999999999999999999",
            "99999999999999999999999999 5",
            "[1,",
            "[1,null,",
            "[-1,5e3,\"lee\",\"\"]",
            "{}",
            "[\"text\",5,null]",
            "S 1 2 3 4 -",
            "\u0000\u00ff");

    private static String key(String name) {
        return "%s{s%d}:%s".formatted(PREFIX, SHARD, name);
    }

    /** Everything that people can look at. */
    private static void look(RedisStore store) {
        for (UserQuery query : List.of(
                UserQuery.all(10),
                UserQuery.highAbuse(10),
                UserQuery.banned(10),
                new UserQuery(null, null, false, 1L, 10),
                new UserQuery(null, null, false, 1L, true, null, null, 10),
                new UserQuery(null, null, false, null, false, "once", "here", 10),
                new UserQuery(Tier.CAUTION, null, false, null, false, null, "here", 10))) {
            store.snapshot(query);
        }
        assertThat(store.user("ann")).isPresent();
        assertThat(store.find("ann", 5)).extracting(UserSummary::id).containsExactly("ann");
        store.audit(10);
        store.events(EventQuery.latest(10));
        store.actionCounts();
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void rubbishInAFieldOfAUserIsNoErrorForAnybody(String field) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            for (String text : RUBBISH) {
                store.check(request("ann", ONCE));
                store.check(request("ann", ONCE));
                jedis.hset(key("user:ann"), field, text);
                try {
                    lookCheckAndAct(store);
                } catch (RuntimeException e) {
                    throw new AssertionError("with \"%s\" in %s".formatted(text, field), e);
                }
            }
        }
    }

    private static void lookCheckAndAct(RedisStore store) {
        look(store);
        store.check(request("ann", ONCE));
        store.act("ann", new ModeratorAction.Ban(60_000L), "lee", "");
        store.act("ann", new ModeratorAction.Note("a friend"), "lee", "");
        store.act("ann", new ModeratorAction.Override("once", 7L), "lee", "");
        var exempted = store.act("ann", new ModeratorAction.Exempt(null), "lee", "");
        store.act("ann", new ModeratorAction.Undo(exempted.entry().id()), "lee", "");
        store.act("ann", new ModeratorAction.Reset(false), "lee", "");
        UserDetail detail = store.user("ann").orElseThrow();
        assertThat(detail.summary().score()).isZero();
        assertThat(detail.overrides()).isEqualTo(Map.of("once", 7L));
        assertThat(store.check(request("ann", ONCE)).reason()).isEqualTo(Reason.BANNED);
        store.act("ann", new ModeratorAction.Forget(), "lee", "");
        assertThat(store.user("ann")).isEmpty();
    }

    @Test
    void aRecordThatIsReplacedBecauseItCouldNotBeReadIsCounted() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            for (String field : List.of("s", "ban", "g")) {
                jedis.hset(key("user:ann"), field, "rubbish");
            }
            store.act("ann", new ModeratorAction.Exempt(null), "lee", "");

            assertThat(jedis.hget(key("totals"), "unreadable")).isEqualTo("3");
        }
    }

    @Test
    void aCheckThatReplacesWhatItCouldNotReadSaysSoAtMostOnceAMinute() {
        try (RedisStore store = bot(REDIS, MANY);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", MANY));
            for (int i = 0; i < 3; i++) {
                jedis.hset(key("user:ann"), "b:many", "rubbish");
                store.check(request("ann", MANY));
            }

            assertThat(jedis.hget(key("totals"), "unreadable")).isEqualTo("3");
            assertThat(store.events(new EventQuery(null, EventTypes.UNREADABLE_RECORD, "ann", null, null, 10)))
                    .hasSize(1)
                    .allSatisfy(event -> assertThat(event.action()).isEqualTo("many"));
        }
    }

    @Test
    void aBanWhoseWordsAreDamagedHoldsAsBefore() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            long since = store.act("ann", new ModeratorAction.Ban(null), "lee", "spam")
                    .entry()
                    .atMs();
            jedis.hset(key("user:ann"), "ban", "[" + since + ",null,\"le");

            assertThat(store.user("ann").orElseThrow().summary().ban()).isEqualTo(new Ban(since, null, "", ""));
            assertThat(store.snapshot(UserQuery.banned(5)).users().users()).hasSize(1);
            assertThat(store.act("ann", new ModeratorAction.Unban(false), "lee", "")
                            .after()
                            .ban())
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user:ann", "history:ann"})
    void aKeyOfAnotherTypeHidesNobodyFromPeople(String name) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            jedis.del(key(name));
            jedis.set(key(name), "something else");

            look(store);
            assertThat(store.snapshot(UserQuery.all(5)).users().users())
                    .extracting(UserSummary::id)
                    .containsExactly("ann");
        }
    }

    @Test
    void entriesThatCannotBeReadAreLeftOutOfHistoryEventsAndTrail() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            for (String text : RUBBISH) {
                jedis.lpush(key("history:ann"), text);
                jedis.xadd(key("audit"), StreamEntryID.NEW_ENTRY, Map.of("entry", text));
                jedis.xadd(key("audit"), StreamEntryID.NEW_ENTRY, Map.of("another", text));
                jedis.xadd(
                        key("events"), StreamEntryID.NEW_ENTRY, Map.of("severity", "WARNING", "type", "A", "at", text));
                jedis.xadd(key("events"), StreamEntryID.NEW_ENTRY, Map.of("type", text));
                jedis.xadd(
                        key("events"),
                        StreamEntryID.NEW_ENTRY,
                        Map.of("type", "A", "at", "5", "severity", "WARNING", "score", text + "x"));
            }
            jedis.lpush(key("history:ann"), "[1,\"once\",\"S\",0,1,1,1,0,1,0]");
            look(store);
            assertThat(store.user("ann").orElseThrow().history()).hasSize(1);
            assertThat(store.audit(1_000)).hasSize(1);
            assertThat(store.events(EventQuery.latest(1_000)))
                    .extracting(SecurityEvent::type)
                    .containsExactly(EventTypes.USER_BANNED, "RATE_LIMIT_EXCEEDED_ONCE");
        }
    }

    @Test
    void rubbishInTheFiguresOfAShardCountsAsNothing() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            long minute = store.check(request("ann", ONCE)).nowMs() / 60_000;
            jedis.hset(
                    key("totals"),
                    Map.of("allowed:x", "rubbish", "denied:", "1e99", "colour", "blue", "allowed:y", "-7"));
            jedis.hset(key("minute:" + minute), Map.of("g", "1 x 3", "allowed:z", "many"));
            jedis.set(key("minute:" + (minute - 1)), "something else");
            jedis.zadd(key("names"), 0, "no zero byte");
            jedis.zadd(key("seen"), Double.POSITIVE_INFINITY, "eve");
            jedis.zadd(key("scores"), Double.POSITIVE_INFINITY, "nobody");

            look(store);
            Snapshot snapshot = store.snapshot(UserQuery.all(10));
            assertThat(snapshot.statistics().allowed()).isEqualTo(1);
            assertThat(snapshot.users().users()).extracting(UserSummary::id).containsExactly("ann");
            assertThat(store.actionCounts()).extracting(count -> count.action()).contains("once");
        }
    }

    @Test
    void rubbishAboutInstancesCountsAsNothing() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            long now = store.check(request("ann", ONCE)).nowMs();
            jedis.zadd(
                    PREFIX + "{g}:instances",
                    Map.of("one", (double) now, "two", now - 50_000.0, "three", now - 90_000.0));
            jedis.zadd(PREFIX + "{g}:instances", Double.NEGATIVE_INFINITY, "four");
            RUBBISH.forEach(text -> jedis.lpush(PREFIX + "{g}:outages", text));
            jedis.lpush(PREFIX + "{g}:outages", "[\"one\",5,7,12]");

            assertThat(store.snapshot(UserQuery.all(1)).instances())
                    .isEqualTo(new Instances(2, List.of(new Instances.Outage("one", 5, 7, 12))));
            jedis.del(PREFIX + "{g}:instances", PREFIX + "{g}:outages");
            jedis.set(PREFIX + "{g}:instances", "x");
            jedis.set(PREFIX + "{g}:outages", "x");
            assertThat(store.snapshot(UserQuery.all(1)).instances()).isEqualTo(Instances.NONE);
        }
    }
}
