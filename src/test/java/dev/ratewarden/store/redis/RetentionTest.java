package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Whom Redis forgets, and whom it never does. */
class RetentionTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final String PREFIX = "retain:";
    private static final Keys KEYS = new Keys(PREFIX, 16);
    private static final long T0 = 1_767_225_600_000L;
    private static final Duration MONTH = Duration.ofDays(30);

    /** Ids of one shard, so that each of them can clear up behind the others. */
    private static final List<String> IDS = sameShard(400);

    private static final Policy DEAR =
            Policy.of("dear", Limit.slidingWindow(1, Duration.ofDays(300))).withPoints(100);

    private static final Policy CHEAP =
            Policy.of("cheap", Limit.slidingWindow(1, Duration.ofDays(300))).withPoints(10);

    private final ManualClock clock = new ManualClock(T0);

    /** As many users as a shard may hold under the smallest budget of memory. */
    private static final int FULL = (int) settings().usersPerShard(KEYS.shards());

    private static RedisSettings settings() {
        return RedisSettings.forBots(REDIS.uri(), PREFIX)
                .withTimeouts(5_000, 5_000, 5_000)
                .withMemoryBudget(1 << 20);
    }

    private RedisStore store() {
        RedisStore store = new RedisStore(settings(), clock);
        store.addDefaults(List.of(ONCE, MANY, DEAR, CHEAP), ScoreRules.DEFAULT);
        return store;
    }

    @Test
    void aUserWhoWasNotSeenFor30DaysIsForgottenByTheNextCheckOfItsShard() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            store.check(request(IDS.get(0), ONCE));
            store.check(request(IDS.get(0), ONCE));
            store.check(request(IDS.get(0), CHEAP));
            store.describe(Map.of(IDS.get(0), "Mira"));
            long left = store.snapshot(UserQuery.all(1)).statistics().allowed();

            clock.set(T0 + MONTH.toMillis() - 1);
            store.check(request(IDS.get(1), MANY));
            assertThat(store.user(IDS.get(0))).isPresent();
            clock.set(T0 + MONTH.toMillis());
            store.check(request(IDS.get(1), MANY));

            assertThat(store.user(IDS.get(0))).isEmpty();
            assertThat(jedis.keys(PREFIX + "*" + IDS.get(0) + "*")).isEmpty();
            assertThat(store.find("mi", 5)).isEmpty();
            assertThat(totals(jedis)).containsEntry("pruned", "1");
            assertThat(store.snapshot(UserQuery.all(1)).statistics().usersTracked())
                    .isEqualTo(1);
            assertThat(store.snapshot(UserQuery.all(1)).statistics().allowed()).isEqualTo(left + 2);
        }
    }

    @Test
    void aCheckForgetsTwoAtMost() {
        try (RedisStore store = store()) {
            IDS.stream().limit(10).forEach(id -> store.check(request(id, MANY)));
            clock.advance(MONTH);
            for (int i = 1; i <= 5; i++) {
                store.check(request(IDS.get(20), MANY));
                assertThat(tracked(store)).isEqualTo(11 - 2 * i);
            }
        }
    }

    @Test
    void whoIsBannedBlockedExemptNotedOrHasALimitOfItsOwnIsKeptAndLastSeenStaysTrue() {
        try (RedisStore store = store()) {
            List<String> kept = keep(store, 0);
            clock.advance(MONTH);
            for (int i = 0; i < 5; i++) {
                store.check(request(IDS.get(20), MANY));
            }
            assertThat(tracked(store)).isEqualTo(kept.size() + 1);
            clock.advance(Duration.ofDays(40));
            for (int i = 0; i < 5; i++) {
                store.check(request(IDS.get(20), MANY));
            }
            for (String id : kept) {
                assertThat(store.user(id))
                        .as(id)
                        .isPresent()
                        .get()
                        .satisfies(detail ->
                                assertThat(detail.summary().lastSeenAtMs()).isEqualTo(T0));
            }
        }
    }

    @Test
    void whoIsKeptIsLookedAtAgainEachDayAndForgottenOnceThereIsNoReason() {
        try (RedisStore store = store()) {
            store.act(IDS.get(0), new ModeratorAction.Ban(MONTH.toMillis() + 1), "lee", "");
            clock.advance(MONTH);
            store.check(request(IDS.get(1), MANY));
            assertThat(tracked(store)).isEqualTo(2);

            clock.advance(Duration.ofHours(23));
            store.check(request(IDS.get(1), MANY));
            assertThat(tracked(store)).isEqualTo(2);
            clock.advance(Duration.ofHours(1));
            store.check(request(IDS.get(1), MANY));
            assertThat(tracked(store)).isEqualTo(1);
        }
    }

    @Test
    void keptUsersStopNoOtherFromBeingForgotten() {
        try (RedisStore store = store()) {
            IDS.stream().limit(6).forEach(id -> store.act(id, new ModeratorAction.Ban(null), "lee", ""));
            IDS.stream().skip(6).limit(6).forEach(id -> store.check(request(id, MANY)));
            clock.advance(MONTH);
            for (int i = 0; i < 6; i++) {
                store.check(request(IDS.get(20), MANY));
            }
            assertThat(tracked(store)).isEqualTo(6 + 1);
        }
    }

    @Test
    void overTheBudgetThoseWithoutAScoreGoFirstTheOneSeenLongestAgoFirst() {
        try (RedisStore store = store()) {
            violate(store, IDS.get(0), CHEAP);
            fill(store, 1, FULL);
            clock.advance(1);
            store.check(request(IDS.get(1), MANY));
            assertThat(tracked(store)).isEqualTo(FULL);
            store.check(request(IDS.get(FULL), MANY));

            assertThat(store.user(IDS.get(0))).as("scored").isPresent();
            assertThat(store.user(IDS.get(1))).as("seen again").isPresent();
            assertThat(store.user(IDS.get(2))).isEmpty();
            assertThat(store.user(IDS.get(3))).as("one made room for one").isPresent();
            assertThat(tracked(store)).isEqualTo(FULL);
            assertThat(store.user(IDS.get(FULL))).isPresent();
        }
    }

    @Test
    void nobodyGoesForRoomThatSomebodyWhoWasDueHasMade() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            fill(store, 0, 1);
            clock.advance(1);
            fill(store, 1, FULL);
            clock.set(T0 + MONTH.toMillis() + 1);
            store.check(request(IDS.get(FULL), MANY));

            assertThat(store.user(IDS.get(0))).isEmpty();
            assertThat(store.user(IDS.get(1))).isPresent();
            assertThat(tracked(store)).isEqualTo(FULL);
            assertThat(totals(jedis)).containsEntry("pruned", "1").doesNotContainKey("evicted");
        }
    }

    @Test
    void thenTheLowestScoresGoAndNobodyFromCautionOn() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i < FULL; i++) {
                // 70 points, or 45, but for two of them.
                int violations = i == 7 ? 1 : i == 9 ? 2 : i % 2 == 0 ? 3 : 4;
                for (int made = 0; made < violations; made++) {
                    violate(store, IDS.get(i), CHEAP);
                }
            }
            assertThat(tracked(store)).isEqualTo(FULL);

            store.check(request(IDS.get(FULL), MANY));
            assertThat(store.user(IDS.get(7))).as("10 points").isEmpty();
            assertThat(totals(jedis)).containsEntry("evicted", "1");
            for (int i = FULL + 1; i < FULL + 120; i++) {
                violate(store, IDS.get(i), DEAR);
            }
            for (int i = 1; i < FULL; i += 2) {
                assertThat(store.user(IDS.get(i)).isPresent()).as("70 points").isEqualTo(i != 7 && i != 9);
            }
            assertThat(store.user(IDS.get(2))).as("45 points").isEmpty();
        }
    }

    /** More with {@code -Dratewarden.flood=5000000}. */
    @Test
    void aFloodOfMadeUpIdsStaysWithinTheBudgetAndTakesNobodyWhoMatters() {
        int flood = Integer.getInteger("ratewarden.flood", 6_000);
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            List<String> kept = keep(store, 0);
            kept.addAll(keep(store, 50));
            for (int i = 0; i < 4; i++) {
                violate(store, IDS.get(100), CHEAP);
            }
            kept.add(IDS.get(100));
            for (int i = 0; i < flood; i++) {
                clock.advance(i % 3);
                CheckRequest made = request("made-up-" + i, i % 2 == 0 ? MANY : CHEAP);
                store.check(made);
                if (i % 4 == 1) {
                    store.check(made);
                }
            }
            long most = (long) FULL * KEYS.shards() + kept.size() + 2L * KEYS.shards();
            assertThat(tracked(store)).isLessThanOrEqualTo(most);
            assertThat(jedis.keys(PREFIX + "*user:*")).hasSizeLessThanOrEqualTo((int) most);
            for (String id : kept) {
                assertThat(store.user(id)).as(id).isPresent();
            }
            assertThat(store.check(request(kept.get(0), MANY)).reason()).isEqualTo(Reason.BANNED);
        }
    }

    /** One user of each kind that is always kept. */
    private static List<String> keep(RedisStore store, int from) {
        List<String> kept = new ArrayList<>(IDS.subList(from, from + 5));
        store.act(kept.get(0), new ModeratorAction.Ban(null), "lee", "");
        violate(store, kept.get(1), DEAR);
        store.act(kept.get(2), new ModeratorAction.Exempt(null), "lee", "");
        store.act(kept.get(3), new ModeratorAction.Note("knows the owner"), "lee", "");
        store.act(kept.get(4), new ModeratorAction.Override("many", 5L), "lee", "");
        return kept;
    }

    private void fill(RedisStore store, int from, int to) {
        for (int i = from; i < to; i++) {
            clock.advance(1);
            store.check(request(IDS.get(i), MANY));
        }
    }

    /** One violation; the first check of a limit of one is allowed. */
    private static void violate(RedisStore store, String id, Policy policy) {
        if (store.check(request(id, policy)).penalty() == null) {
            store.check(request(id, policy));
        }
    }

    private static long tracked(RedisStore store) {
        return store.snapshot(UserQuery.all(1)).statistics().usersTracked();
    }

    private static Map<String, String> totals(Jedis jedis) {
        return jedis.hgetAll("%s{s%d}:totals".formatted(PREFIX, KEYS.shardOf(IDS.get(0))));
    }

    private static List<String> sameShard(int count) {
        List<String> ids = new ArrayList<>();
        int shard = KEYS.shardOf("user0");
        for (int i = 0; ids.size() < count; i++) {
            if (KEYS.shardOf("user" + i) == shard) {
                ids.add("user" + i);
            }
        }
        return ids;
    }
}
