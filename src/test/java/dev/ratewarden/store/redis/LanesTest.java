package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.patientBot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.UserQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** A numbered call runs once, in its turn, or changes nothing. */
class LanesTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Keys KEYS = new Keys(PREFIX, 16);
    private static final byte[] LANE = Keys.utf8("lane-1");
    private static final byte[] LANES = KEYS.shard(KEYS.shardOf("ann"), "lanes");

    @Test
    void aCallRunsOnlyInItsTurn() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            long base = open(link);
            assertThat(numbered(link, MANY, base + 1)).startsWith("ALLOWED");
            var before = everything(jedis);

            assertThat(numbered(link, MANY, base + 3)).isEqualTo("GAP " + (base + 1));
            assertThat(numbered(link, MANY, base + 1)).isEqualTo("DUPLICATE " + (base + 1));
            assertThat(numbered(link, ONCE, base)).isEqualTo("DUPLICATE " + (base + 1));
            assertThat(everything(jedis)).isEqualTo(before);
            assertThat(numbered(link, MANY, base + 2)).startsWith("ALLOWED");
        }
    }

    @Test
    void onALaneThatIsNotThereNothingChanges() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            assertThat(numbered(link, MANY, 1)).isEqualTo("GAP absent");
            assertThat(numbered(link, MANY, 20_000_000_000_001L)).isEqualTo("GAP absent");
            assertThat(numbered(link, MANY, Long.MAX_VALUE >> 12)).isEqualTo("GAP absent");
            assertThat(jedis.keys("*")).isEmpty();
        }
    }

    @Test
    void aCallThatComesLateToALaneThatWasClosedChangesNothing() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            long base = open(link);
            numbered(link, MANY, base + 1);
            jedis.hdel(LANES, LANE);
            var before = everything(jedis);

            assertThat(numbered(link, MANY, base + 2)).isEqualTo("GAP absent");
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @Test
    void aLaneIsNeverOpenedTwice() {
        try (Link link = Link.open(patientBot(REDIS))) {
            open(link);
            assertThatThrownBy(() -> open(link)).hasMessageContaining("was opened before");
        }
    }

    @Test
    void aLanesNumberTellsTheDayOnWhichItWasOpened() {
        try (Link link = Link.open(patientBot(REDIS))) {
            long today = System.currentTimeMillis() / 86_400_000;
            assertThat(open(link) / 1_000_000_000).isBetween(today - 1, today + 1);
        }
    }

    @Test
    void aLaneNotesWhatWasNotPlainlyAllowedAmongItsLatest64Calls() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            long base = open(link);
            for (int i = 1; i <= 5; i++) {
                numbered(link, i == 2 ? MANY : ONCE, base + i);
            }
            link.run(numberedCall(ONCE, base + 6, 2));
            assertThat(Replies.text(jedis.hget(LANES, LANE))).isEqualTo(Long.toString(base + 6));
            assertThat(notes(jedis))
                    .containsExactlyInAnyOrder(
                            (base + 3) + "V10", (base + 4) + "V15", (base + 5) + "V20", (base + 6) + "R");

            for (int i = 7; i <= 66; i++) {
                numbered(link, MANY, base + i);
            }
            numbered(link, ONCE, base + 67);
            assertThat(notes(jedis))
                    .as("in the place of the note of 64 calls before")
                    .containsExactlyInAnyOrder(
                            (base + 67) + "V25", (base + 4) + "V15", (base + 5) + "V20", (base + 6) + "R");
        }
    }

    @Test
    void lanesThatWereOpenedMoreThan30DaysAgoAreRemovedWhenOthersAreOpened() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            long today = System.currentTimeMillis() / 86_400_000;
            for (int i = 0; i < 3; i++) {
                String old = Long.toString((today - 31) * 1_000_000_000 + 7);
                jedis.hset(LANES, Keys.utf8("old-" + i), Keys.utf8(old));
                jedis.hset(LANES, Keys.utf8("old-" + i + "!7"), Keys.utf8(old + "V10"));
            }
            jedis.hset(LANES, Keys.utf8("young"), Keys.utf8(Long.toString((today - 29) * 1_000_000_000)));
            open(link);
            assertThat(jedis.hkeys(LANES)).containsExactlyInAnyOrder(LANE, Keys.utf8("young"));
        }
    }

    @Test
    void aScriptThatIsLostInTheMiddleOfAPipelineNeitherLosesNorRepeatsACheck() throws Exception {
        // Checks wait at the same time and share pipelines, while scripts and lanes are taken away under them.
        int threads = 16;
        int each = 200;
        AtomicInteger decided = new AtomicInteger();
        try (RedisStore store = bot(REDIS, MANY);
                Jedis jedis = REDIS.jedis();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String user = "user" + t % 5;
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        store.check(request(user, MANY));
                        decided.incrementAndGet();
                    }
                    return null;
                });
            }
            List<Future<Void>> done = work.stream().map(pool::submit).toList();
            for (int i = 1; i < 30; i++) {
                int enough = i * 100;
                RedisStoreTestSupport.await("checks go on", () -> decided.get() >= enough);
                jedis.scriptFlush();
                jedis.del("%s{s%d}:lanes".formatted(PREFIX, KEYS.shardOf("user" + i % 5)));
            }
            for (Future<Void> future : done) {
                finished(future);
            }
            assertThat(store.snapshot(UserQuery.all(10)).statistics().allowed()).isEqualTo((long) threads * each);
        }
    }

    @Test
    void aRefusedCheckInTheMiddleOfAPipelineHurtsNoOther() throws Exception {
        try (RedisStore store = bot(REDIS, MANY, ONCE);
                Jedis jedis = REDIS.jedis();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            store.check(request("ann", MANY));
            jedis.set("%s{s%d}:history:ann".formatted(PREFIX, KEYS.shardOf("ann")), "something else");
            store.check(request("ann", ONCE));
            List<Future<Object>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                boolean bad = i % 7 == 0;
                boolean dear = i % 11 == 0;
                all.add(pool.submit(() -> attempt(store, bad, dear)));
            }
            long refused = 0;
            for (Future<Object> future : all) {
                refused += finished(future) instanceof RuntimeException ? 1 : 0;
            }
            assertThat(store.snapshot(UserQuery.all(10)).statistics().allowed()).isEqualTo(2 + all.size() - refused);
            assertThat(refused).isEqualTo(58 + 37 - 6);
        }
    }

    /** A violation that cannot be recorded, a cost that can never be, or a good check, all of one user and so in one lane. */
    private static Object attempt(RedisStore store, boolean bad, boolean dear) {
        try {
            return store.check(
                    bad
                            ? request("ann", ONCE)
                            : new dev.ratewarden.limiter.CheckRequest("ann", "many", dear ? 2_000_000 : 1, null));
        } catch (dev.ratewarden.limiter.StoreException | InvalidRequestException refused) {
            return refused;
        }
    }

    private static <T> T finished(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static long open(Link link) {
        return Replies.number(Replies.orThrow(
                link.runAll(List.of(new ScriptCall(Script.LANE, List.of(LANES), new byte[][] {LANE})))
                        .get(0)));
    }

    private static String numbered(Link link, Policy policy, long number) {
        List<?> reply = link.run(numberedCall(policy, number, 1));
        return Replies.text(reply.get(0)) + " " + Replies.text(reply.get(1));
    }

    private static ScriptCall numberedCall(Policy policy, long number, long cost) {
        PolicyBook book = PolicyBook.empty().withDefaults(List.of(policy));
        ScriptCall call = CheckCodec.call(
                KEYS,
                CheckCodec.Mode.CHECK,
                new dev.ratewarden.limiter.CheckRequest("ann", policy.action(), cost, null),
                new PolicyTexts(book, KEYS.usersPerShard()),
                "");
        CheckCodec.number(call, LANE, number);
        return call;
    }

    private static List<String> notes(Jedis jedis) {
        return jedis.hgetAll(LANES).entrySet().stream()
                .filter(field -> Replies.text(field.getKey()).startsWith("lane-1!"))
                .map(field -> Replies.text(field.getValue()))
                .toList();
    }
}
