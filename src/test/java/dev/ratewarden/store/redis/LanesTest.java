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
            open(link);
            assertThat(numbered(link, MANY, 1)).startsWith("ALLOWED");
            var before = everything(jedis);

            assertThat(numbered(link, MANY, 3)).isEqualTo("GAP 1");
            assertThat(numbered(link, MANY, 1)).isEqualTo("DUPLICATE 1");
            assertThat(everything(jedis)).isEqualTo(before);
            assertThat(numbered(link, MANY, 2)).startsWith("ALLOWED");
        }
    }

    @Test
    void onAnAbsentOrClosedLaneNothingChanges() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            assertThat(numbered(link, MANY, 1)).isEqualTo("GAP absent");
            assertThat(jedis.keys("*")).isEmpty();

            jedis.hset(LANES, LANE, Keys.utf8("X 0 1700000000000  "));
            assertThat(numbered(link, MANY, 1)).isEqualTo("GAP absent");
            assertThat(jedis.keys("*")).hasSize(1);
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
    void aLaneKeepsWhatBecameOfItsLatest64Calls() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            open(link);
            numbered(link, ONCE, 1);
            numbered(link, ONCE, 2);
            numbered(link, ONCE, 3);
            link.run(numberedCall(ONCE, 4, 2));
            assertThat(lane(jedis)).matches("4 \\d{13} AVVR 10,15");

            for (int i = 5; i <= 64; i++) {
                numbered(link, MANY, i);
            }
            assertThat(lane(jedis)).matches("64 \\d{13} AVVRA{60} 10,15");
            numbered(link, MANY, 65);
            numbered(link, MANY, 66);
            assertThat(lane(jedis)).matches("66 \\d{13} VRA{62} 15");
            numbered(link, MANY, 67);
            assertThat(lane(jedis)).matches("67 \\d{13} RA{63} ");
        }
    }

    @Test
    void lanesThatWereSilentFor30DaysAreRemovedWhenOthersAreOpened() {
        try (Link link = Link.open(patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i < 5; i++) {
                jedis.hset(LANES, Keys.utf8("old-" + i), Keys.utf8("7 1700000000000 A "));
            }
            open(link);
            assertThat(jedis.hkeys(LANES)).containsExactly(LANE);
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

    private static void open(Link link) {
        link.runAll(List.of(new ScriptCall(Script.LANE, List.of(LANES), new byte[][] {LANE})))
                .forEach(Replies::orThrow);
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
                book,
                "");
        CheckCodec.number(call, LANE, number);
        return call;
    }

    private static String lane(Jedis jedis) {
        return Replies.text(jedis.hget(LANES, LANE));
    }
}
