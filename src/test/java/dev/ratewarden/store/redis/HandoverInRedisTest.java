package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.timeMs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Note;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** What moderators tell each other, traffic, and what the code brings, in Redis: bounded, on its clock, whatever else stands there. */
class HandoverInRedisTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final String HASH = PREFIX + "{g}:handover";
    private static final String VISITS = PREFIX + "{g}:visits";
    private static final long DAY_MS = 86_400_000;

    private static String shard(String user) {
        return "%s{s%d}:".formatted(PREFIX, new Keys(PREFIX, 16).shardOf(user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "rubbish",
                "1",
                "-5 lee",
                "nan lee",
                "inf 1 lee",
                "99999999999999999999 1 lee",
                "9000000000000000 lee",
                "9000000000000000 1 lee",
                "9000000000000000",
                "1 2 lee",
                "[]",
                "{}",
                "[\"\",\"lee\",1]",
                "[1,2,3]"
            })
    void rubbishIsPassedOverAndClearedAway(String rubbish) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.handover(new HandoverChange.Claim("ann"), "lee");
            store.handover(new HandoverChange.Review("ann", 9), "lee");
            for (String field :
                    List.of("pinned", "claim:bob", "claim:", "claim:\u0007", "review:bob", "review:", "x:y", "z", "")) {
                jedis.hset(HASH, field, rubbish);
            }
            jedis.hset(VISITS, Map.of("kim", rubbish, "", rubbish, "sam", rubbish));

            Handover told = store.handover();
            assertThat(told.pinned()).isNull();
            assertThat(told.claims()).extracting(Handover.Claim::userId).containsExactly("ann");
            assertThat(told.reviews()).extracting(Handover.Review::userId).containsExactly("ann");
            assertThat(store.visit("kim")).as("1 is long ago").isNull();
            assertThat(jedis.hkeys(VISITS)).containsExactly("kim");
            store.handover(new HandoverChange.Pin("hello"), "lee");
            assertThat(store.handover().claims()).hasSize(1);
            assertThat(jedis.hkeys(HASH))
                    .contains("claim:ann", "review:ann", "pinned", "x:y", "z", "")
                    .doesNotContain("claim:bob", "review:bob");
        }
    }

    @Test
    void aKeyOfAnotherTypeIsReadAsNothingAndRefusesChanges() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            jedis.set(HASH, "x");
            jedis.del(PREFIX + "{g}:code-policies");
            jedis.set(PREFIX + "{g}:code-policies", "x");
            Handover told = store.handover();
            assertThat(told.claims()).isEmpty();
            // Clocks of machines are set back by some ms now and then.
            assertThat(told.nowMs()).isBetween(timeMs(jedis) - 60_000, timeMs(jedis) + 1_000);
            assertThat(store.codePolicies()).isEmpty();
            for (HandoverChange change : List.of(
                    new HandoverChange.Claim("ann"),
                    new HandoverChange.Review("ann", 9),
                    new HandoverChange.Pin("x"))) {
                assertThatThrownBy(() -> store.handover(change, "lee"))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("something else");
            }
            try (RedisStore another = bot(REDIS, MANY)) {
                another.check(request("ann", MANY));
            }
            assertThat(jedis.get(HASH)).isEqualTo("x");
        }
    }

    @Test
    void nothingGrowsWithoutEnd() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            long now = timeMs(jedis);
            try (Pipeline pipeline = jedis.pipelined()) {
                for (int i = 0; i < 700; i++) {
                    pipeline.hset(HASH, "claim:user" + i, (now + 1_000_000 + i) + " lee");
                    pipeline.hset(HASH, "review:user" + i, (now - 1_000 - i) + " 0 lee");
                    pipeline.hset(VISITS, "mod" + i, Long.toString(now - 1_000 - i));
                }
            }
            store.visit("lee");
            assertThat(jedis.hkeys(VISITS)).hasSize(300).contains("lee", "mod0").doesNotContain("mod699");
            store.handover(new HandoverChange.Claim("ann"), "lee");
            assertThat(jedis.hkeys(HASH))
                    .hasSize(500 + 500)
                    .contains("claim:ann", "claim:user699", "review:user0")
                    .doesNotContain("claim:user0", "review:user699");
        }
    }

    @Test
    void whatIsOverGoesWithTheNextChange() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            long now = timeMs(jedis);
            jedis.hset(HASH, Map.of("claim:ann", (now - 1) + " lee", "review:ann", (now - 30 * DAY_MS) + " 0 lee"));
            jedis.hset(
                    VISITS, Map.of("lee", Long.toString(now - 90 * DAY_MS), "kim", Long.toString(now - 89 * DAY_MS)));
            assertThat(store.visit("another")).isNull();
            assertThat(jedis.hkeys(VISITS)).containsExactlyInAnyOrder("kim", "another");
            store.handover(new HandoverChange.Pin("x"), "lee");
            assertThat(jedis.hkeys(HASH)).containsExactly("pinned");
        }
    }

    @Test
    void aFreshClaimStandsWhereTheClockIsALittleBehindTheOneThatWroteIt() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            long halfAnHour = timeMs(jedis) + Handover.CLAIM_MS;
            jedis.hset(
                    HASH,
                    Map.of("claim:ann", (halfAnHour + 30_000) + " lee", "claim:bob", (halfAnHour + 600_000) + " lee"));
            assertThat(store.handover().claims())
                    .extracting(Handover.Claim::userId)
                    .containsExactly("ann");
            store.handover(new HandoverChange.Pin("x"), "lee");
            assertThat(jedis.hkeys(HASH)).containsExactlyInAnyOrder("claim:ann", "pinned");
        }
    }

    @Test
    void twoDashboardsTellEachOther() {
        try (RedisStore bots = bot(REDIS, ONCE);
                RedisStore one = new RedisStore(RedisSettings.forPeople(REDIS.uri(), PREFIX));
                RedisStore two = new RedisStore(RedisSettings.forPeople(REDIS.uri(), PREFIX))) {
            bots.check(request("ann", ONCE));
            one.handover(new HandoverChange.Pin("hello"), "lee");
            one.handover(new HandoverChange.Claim("ann"), "lee");
            Handover told = two.handover();
            assertThat(told.pinned()).isNotNull().extracting(Note::operator).isEqualTo("lee");
            assertThat(told.claim("ann")).isPresent();
        }
    }

    @Test
    void aReviewOfSomebodyWhoCameBackUnderTheSameIdDoesNotHold() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            store.handover(new HandoverChange.Review("ann", 9), "lee");
            assertThat(store.handover()
                            .isReviewed(store.user("ann").orElseThrow().summary()))
                    .isTrue();

            jedis.del(shard("ann") + "user:ann");
            assertThat(store.handover()
                            .isReviewed(store.user("ann").orElseThrow().summary()))
                    .as("with fewer violations")
                    .isFalse();
        }
    }

    @Test
    void readingAsksForOneHashHoweverManyVisitedOrWereReviewed() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("bob", ONCE));
            store.handover(new HandoverChange.Review("ann", 9), "lee");
            store.handover(new HandoverChange.Review("bob", 9), "lee");
            store.visit("lee");
            assertThat(jedis.hkeys(HASH)).containsExactlyInAnyOrder("review:ann", "review:bob");
            assertThat(jedis.hkeys(VISITS)).containsExactly("lee");
            long hashes = calls(jedis, "hgetall");
            long fields = calls(jedis, "hget");
            long scores = calls(jedis, "zscore");
            assertThat(store.handover().reviews()).hasSize(2);
            assertThat(calls(jedis, "hgetall") - hashes).isEqualTo(1);
            assertThat(calls(jedis, "hget") - fields).isZero();
            assertThat(calls(jedis, "zscore") - scores).isZero();
        }
    }

    @Test
    void trafficCountsWhatCanBeRead() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            long minute = 29_000_000;
            jedis.set(PREFIX + "{s0}:minute:" + minute, "x");
            jedis.hset(
                    PREFIX + "{s1}:minute:" + minute,
                    Map.of(
                            "allowed:act",
                            "5",
                            "denied:act",
                            "2",
                            "violations:act",
                            "3",
                            "g",
                            "1 2 3",
                            "allowed:",
                            "x"));
            jedis.hset(
                    PREFIX + "{s2}:minute:" + minute,
                    Map.of("allowed:act", "1", "denied:act", "-4", "shadowed:b", "7"));
            jedis.hset(PREFIX + "{s2}:minute:" + (minute + 1), Map.of("allowed:act", "rubbish"));

            assertThat(store.traffic(minute - 30, 60))
                    .containsExactly(new ActionMinute(minute * 60_000, "act", 6, 5, 3));
        }
    }

    @Test
    void whatTheCodeBringsIsWrittenOnlyWhereItDiffersAndRubbishIsLeftOut() {
        String key = PREFIX + "{g}:code-policies";
        try (RedisStore store = bot(REDIS, ONCE, MANY);
                Jedis jedis = REDIS.jedis()) {
            assertThat(jedis.hkeys(key)).containsExactlyInAnyOrder("once", "many");
            jedis.hset(key, Map.of("once", "rubbish", "Not An Action", jedis.hget(key, "many"), "x", "{}"));
            assertThat(store.codePolicies()).isEqualTo(Map.of("many", MANY));
            long writes = writes(jedis);
            store.addDefaults(List.of(MANY, ONCE), null);
            store.addDefaults(List.of(MANY, ONCE), null);
            assertThat(writes(jedis) - writes).as("one to put it right").isEqualTo(1);
            assertThat(store.codePolicies()).isEqualTo(Map.of("many", MANY, "once", ONCE));
        }
    }

    @Test
    void thatWhatTheCodeBringsCannotBeWrittenIsLoggedAndFailsNoStart() {
        Logger logger = Logger.getLogger(CodePolicies.class.getName());
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (Jedis jedis = REDIS.jedis()) {
            jedis.set(PREFIX + "{g}:code-policies", "x");
            try (RedisStore store = bot(REDIS, ONCE)) {
                assertThat(store.policies().policies()).containsKey("once");
            }
            assertThat(logged).isNotEmpty().allMatch(line -> line.contains("WRONGTYPE"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static long writes(Jedis jedis) {
        return calls(jedis, "hset");
    }

    private static long calls(Jedis jedis, String command) {
        return jedis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^:]*:calls=(\\d+),.*", "$1")))
                .sum();
    }
}
