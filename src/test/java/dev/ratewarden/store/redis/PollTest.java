package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.patientBot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;

/** A poll of a large community reads little, and shows the same page as if it read everybody. */
class PollTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Keys KEYS = new Keys(PREFIX, 16);
    private static final UserQuery TABLE = UserQuery.highAbuse(20);

    /** Users as the check leaves them; many have equal scores. */
    private static void community(Jedis jedis, int users) {
        Random random = new Random(7);
        try (Pipeline pipeline = jedis.pipelined()) {
            for (int i = 0; i < users; i++) {
                score(pipeline, "user" + i, 45 + 25L * random.nextInt(4), 1_000_000 + random.nextInt(50));
            }
        }
    }

    private static void score(Pipeline pipeline, String id, double score, long lastAt) {
        String shard = "%s{s%d}:".formatted(PREFIX, KEYS.shardOf(id));
        pipeline.hset(shard + "user:" + id, "s", "%s 0 3 %d once - - -".formatted(Keys.text(score), lastAt));
        pipeline.zadd(shard + "scores", score, id);
        pipeline.zadd(shard + "seen", lastAt, id);
    }

    /** A store that has not polled before reads everybody who may stand on the page. */
    private static UserList afresh() {
        try (RedisStore store = bot(REDIS)) {
            return store.snapshot(TABLE).users();
        }
    }

    @Test
    void thePageIsTheSameWhetherItWasPolledBeforeOrNot() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            community(jedis, 2_000);
            Random random = new Random(11);
            for (int round = 0; round < 30; round++) {
                UserList polled = store.snapshot(TABLE).users();
                assertThat(polled).as("round %d", round).isEqualTo(afresh());
                assertThat(polled.users()).isSortedAccordingTo(UserQuery.ORDER).hasSize(20);
                try (Pipeline pipeline = jedis.pipelined()) {
                    score(pipeline, "user" + random.nextInt(2_000), 120 + random.nextInt(3), 1_000_100 + round);
                    score(pipeline, "user" + random.nextInt(2_000), 120.0000004 + random.nextInt(2), 1_000_090);
                    // Those at the top lose their scores, in some rounds more than the page has to spare.
                    List<UserSummary> top = polled.users();
                    for (int i = 0; i < random.nextInt(9); i++) {
                        score(pipeline, top.get(i).id(), 1, 1_000_200);
                    }
                }
            }
        }
    }

    @Test
    void aPollAfterTheFirstReadsAboutAPageOfUsers() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            community(jedis, 2_000);
            store.snapshot(TABLE);
            long before = calls(jedis, "hmget");
            store.snapshot(TABLE);

            assertThat(calls(jedis, "hmget") - before).isLessThan(40);
        }
    }

    @Test
    void aListOfWhichNotEveryCandidateWasLookedAtSaysSo() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            community(jedis, 24_000);
            UserList high = store.snapshot(TABLE).users();
            assertThat(high.complete()).as("the index of scores counts them").isTrue();
            assertThat(high.matching()).isEqualTo(jedisHigh(jedis));
            assertThat(store.snapshot(TABLE).users()).as("when polled again").isEqualTo(high);
            assertThat(store.snapshot(UserQuery.all(20)).users().complete()).isTrue();
            UserList normal = store.snapshot(UserQuery.tier(Tier.NORMAL, 20)).users();
            assertThat(normal.complete()).isTrue();
            assertThat(normal.matching()).isEqualTo(24_000 - high.matching());

            for (UserQuery narrow : List.of(
                    new UserQuery(null, null, false, 1L, 20),
                    new UserQuery(null, null, false, null, false, "once", null, 20),
                    new UserQuery(Tier.CAUTION, null, false, null, false, "once", null, 20))) {
                UserList list = store.snapshot(narrow).users();
                assertThat(list.users()).as(narrow.toString()).hasSize(20);
                assertThat(list.complete()).as(narrow.toString()).isFalse();
                assertThat(list.matching()).isBetween(20L, 24_000L);
            }
            UserList nobody = store.snapshot(new UserQuery(null, null, false, null, false, null, "x", 20))
                    .users();
            assertThat(nobody).isEqualTo(new UserList(List.of(), 0, false));
        }
    }

    @Test
    void aFilterLooksAtAThousandUsersOfAShardAtMost() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            community(jedis, 24_000);
            store.snapshot(UserQuery.all(1));
            long before = calls(jedis, "lindex");
            store.snapshot(new UserQuery(null, null, false, null, false, null, "x", 20));
            assertThat(calls(jedis, "lindex") - before).isBetween(10_000L, 16_000L);
        }
    }

    private static long jedisHigh(Jedis jedis) {
        long high = 0;
        for (int shard = 0; shard < 16; shard++) {
            high += jedis.zcount("%s{s%d}:scores".formatted(PREFIX, shard), 50 - 5e-7, Double.MAX_VALUE);
        }
        return high;
    }

    @Test
    void anotherCommunityUnderTheSamePrefixIsReadAnew() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            community(jedis, 200);
            store.snapshot(TABLE);
            jedis.flushAll();
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");

            assertThat(store.snapshot(TABLE).users().users()).isEmpty();
            assertThat(store.snapshot(UserQuery.all(20)).users().users())
                    .extracting(UserSummary::id)
                    .containsExactly("ann");
        }
    }

    private static RedisStore window() {
        return new RedisStore(RedisSettings.forPeople(REDIS.uri(), PREFIX));
    }

    @Test
    void anEmptiedKeyspaceIsNoticedByTheFirstPoll() {
        try (RedisStore bot = bot(REDIS, ONCE);
                RedisStore window = window();
                Jedis jedis = REDIS.jedis()) {
            bot.check(request("ann", ONCE));
            bot.check(request("bob", ONCE));
            String before = window.snapshot(TABLE).keyspace();
            jedis.flushAll();
            assertThatThrownBy(() -> window.snapshot(TABLE))
                    .as("nobody has set it up anew")
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was emptied");
            assertThatThrownBy(() -> window.snapshot(TABLE)).hasMessageContaining("was emptied");

            bot(REDIS, ONCE).close();
            Snapshot after = window.snapshot(UserQuery.all(20));
            assertThat(after.keyspace()).isNotEmpty().isNotEqualTo(before);
            assertThat(after.minutes()).as("what was counted before is gone").isEmpty();
            assertThat(window.snapshot(TABLE).keyspace()).isEqualTo(after.keyspace());
        }
    }

    @Test
    void aPollOfABotThatIsTheFirstToMeetAnEmptiedKeyspacePutsBackThePoliciesThatWereInForce() {
        try (RedisStore bot = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            bot.awaitRestoring();
            bot.check(request("ann", ONCE));
            bot.change(new PolicyChange.Enforce(Enforcement.SHADOW), "lee", "", null);
            bot.snapshot(TABLE);
            jedis.flushAll();

            bot.snapshot(TABLE);
            Map<String, String> stored = jedis.hgetAll(PREFIX + "{g}:policies");
            assertThat(stored).containsEntry("#enforcement", "SHADOW").containsKey("once");
        }
    }

    @Test
    void aKeyspaceThatWasSetUpAnewBetweenTwoPollsHasNoMinutesOfBefore() {
        try (RedisStore bot = bot(REDIS, ONCE);
                RedisStore window = window();
                Jedis jedis = REDIS.jedis()) {
            bot.check(request("ann", ONCE));
            assertThat(window.snapshot(TABLE).minutes()).hasSize(1);
            jedis.flushAll();
            try (RedisStore another = bot(REDIS, ONCE)) {
                long now = another.check(request("ann", ONCE)).nowMs();
                Snapshot after = window.snapshot(TABLE);
                assertThat(after.statistics().allowed()).isEqualTo(1);
                assertThat(after.minutes()).extracting(MinuteCount::allowed).containsExactly(1L);
                // As a copy that was put back holds it.
                long earlier = now / 60_000 - 7;
                jedis.flushAll();
                bot(REDIS, ONCE).close();
                jedis.hset(PREFIX + "{s0}:minute:" + earlier, "allowed:once", "5");
                assertThat(window.snapshot(TABLE).minutes())
                        .extracting(MinuteCount::allowed)
                        .containsExactly(5L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aPollTellsOfTheBotsInEitherProtocol(int protocol) {
        bot(REDIS, ONCE).close();
        try (RedisStore store = new RedisStore(patientBot(REDIS).withProtocol(protocol));
                Jedis jedis = REDIS.jedis()) {
            long now = store.check(request("ann", ONCE)).nowMs();
            jedis.zadd(
                    PREFIX + "{g}:instances",
                    Map.of("one", (double) now, "two", now - 50_000.0, "late", now - 90_000.0));
            jedis.lpush(PREFIX + "{g}:outages", "[\"one\",5,7,12]", "[\"two\",15,17,3]");

            assertThat(store.snapshot(TABLE).instances())
                    .isEqualTo(new Instances(
                            2, List.of(new Instances.Outage("two", 15, 17, 3), new Instances.Outage("one", 5, 7, 12))));
            assertThat(store.actionCounts()).containsExactly(new ActionCount("once", 1, 0, 0, 0));
            assertThat(store.user("ann").orElseThrow().quotas()).hasSize(1);
        }
    }

    @Test
    void theNewestEventsAreReadWhereverTheyStand() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            Random random = new Random(3);
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                long at = 1_000_000 + i;
                times.add(at);
                // First all shards alike, then one much more than the others.
                int shard = i < 300 ? random.nextInt(16) : random.nextInt(10) < 8 ? 5 : random.nextInt(16);
                jedis.xadd(
                        "%s{s%d}:events".formatted(PREFIX, shard),
                        new StreamEntryID(at, 0),
                        Map.of("at", Long.toString(at), "type", "A", "severity", "INFO", "user", "u" + i));
            }
            for (int limit : List.of(1, 10, 60, 100, 599, 1_000)) {
                assertThat(store.events(EventQuery.latest(limit)))
                        .extracting(SecurityEvent::atMs)
                        .containsExactlyElementsOf(times.stream()
                                .sorted(Comparator.reverseOrder())
                                .limit(limit)
                                .toList());
            }
        }
    }

    private static long calls(Jedis jedis, String command) {
        return jedis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .map(line -> line.replaceAll("[^:]*:calls=(\\d+),.*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }
}
