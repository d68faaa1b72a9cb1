package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.OutageListener;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.CheckPage;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.CheckLogContract;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.memory.MemoryDecider;
import dev.ratewarden.store.outage.OutageSettings;
import dev.ratewarden.store.outage.OutageStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

class RedisCheckLogTest extends CheckLogContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final long NO_BOUND = 1L << 40;

    private static OutageStore bot(String instance, long checkLogBytes) {
        return new OutageStore(
                new RedisStore(RedisStoreTestSupport.patientBot(REDIS)),
                new MemoryDecider(),
                new OutageSettings(
                        instance,
                        null,
                        OutageSettings.DEFAULT_JOURNAL_BYTES,
                        OutageListener.NONE,
                        InstantSource.system(),
                        System::nanoTime,
                        THREADS,
                        checkLogBytes));
    }

    @Override
    protected StorePorts open() {
        return StorePorts.of(bot("bot", OutageSettings.DEFAULT_CHECK_LOG_BYTES));
    }

    private static List<LoggedCheck> checks(int from, int count) {
        List<LoggedCheck> checks = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            checks.add(new LoggedCheck(
                    1_700_000_000_000L + i, "user" + i % 7, "act", 1, null, null, Reason.ALLOWED, 3, i % 5 == 0, "b"));
        }
        return checks;
    }

    private static CheckBatch batch(long number, List<LoggedCheck> checks, long dropped, long maxBytes) {
        return new CheckBatch("run", number, "b", checks, dropped, maxBytes);
    }

    private static RedisStore store() {
        RedisStore store = RedisStoreTestSupport.bot(REDIS, RedisStoreTestSupport.MANY);
        store.check(RedisStoreTestSupport.request("x", RedisStoreTestSupport.MANY));
        return store;
    }

    /** By the rule that the script's head states. */
    private static long weight(StreamEntry entry) {
        return 64
                + entry.getFields().entrySet().stream()
                        .mapToLong(field -> Keys.utf8(field.getKey()).length + Keys.utf8(field.getValue()).length)
                        .sum();
    }

    private static void assertThatBytesAreExact(Jedis jedis, long most) {
        for (int shard = 0; shard < 16; shard++) {
            List<StreamEntry> entries = jedis.xrange("rw:{s%d}:checks".formatted(shard), (StreamEntryID) null, null);
            if (!entries.isEmpty()) {
                long bytes =
                        entries.stream().mapToLong(RedisCheckLogTest::weight).sum();
                assertThat(jedis.hget("rw:{s%d}:checks-size".formatted(shard), "bytes"))
                        .isEqualTo(Long.toString(bytes));
                assertThat(bytes).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void theLogIsTrimmedToItsSizeAndItsBytesAreExact() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            long max = 16 * 20_000;
            for (int i = 0; i < 60; i++) {
                assertThat(store.logChecks(batch(i, checks(i * 700, 700), i % 3, max)))
                        .isTrue();
            }
            assertThatBytesAreExact(jedis, 20_000);
            assertThat(jedis.keys("rw:{*}:checks-size").stream()
                            .map(key -> jedis.hget(key, "dropped"))
                            .filter(Objects::nonNull)
                            .mapToLong(Long::parseLong)
                            .sum())
                    .isEqualTo(60);
            List<LoggedCheck> kept =
                    store.checks(CheckQuery.latest(CheckQuery.MAX_LIMIT)).checks();
            assertThat(kept.getFirst()).isEqualTo(checks(60 * 700 - 1, 1).getFirst());
            assertThat(kept).hasSizeLessThan(60 * 700).hasSizeGreaterThan(1_000);
        }
    }

    @Test
    void aSmallerSizeIsReachedInBoundedSteps() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            String key = "rw:{s%d}:checks".formatted(new Keys("rw:", 16).shardOf("user0"));
            for (int i = 0; i < 3_000; i++) {
                store.logChecks(batch(i, checks(i * 7, 1), 0, NO_BOUND));
            }
            assertThat(jedis.xlen(key)).isEqualTo(3_000);
            store.logChecks(batch(3_000, checks(0, 1), 0, 16 * 1_000));
            assertThat(jedis.xlen(key)).isEqualTo(3_001 - 1_024);
            store.logChecks(batch(3_001, checks(0, 1), 0, 16 * 1_000));
            store.logChecks(batch(3_002, checks(0, 1), 0, 16 * 1_000));
            assertThatBytesAreExact(jedis, 1_000);
        }
    }

    @Test
    void aBatchThatWasWrittenTwiceIsReadOnce() {
        try (RedisStore store = store()) {
            store.logChecks(batch(1, checks(0, 100), 0, NO_BOUND));
            store.logChecks(batch(1, checks(0, 100), 0, NO_BOUND));
            assertThat(store.checks(CheckQuery.latest(1_000)).checks()).hasSize(100);
        }
    }

    @Test
    void whatOthersWroteWronglyIsSkippedAndCounted() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            store.logChecks(batch(1, checks(0, 3), 0, NO_BOUND));
            String key = "rw:{s3}:checks";
            List<Map<String, String>> wrong = List.of(
                    Map.of("hello", "world"),
                    Map.of("by", "b r.1.0", "at", "x", "revision", "1", "words", "a\tact", "checks", "0A0 1"),
                    Map.of("by", "b r.2.0", "at", "1", "revision", "1", "words", "a\tact", "checks", "0A0 2"),
                    Map.of("by", "b r.3.0", "at", "1", "revision", "1", "words", "a\tAct", "checks", "0A0 1"),
                    Map.of("by", "b r.4.0", "at", "1", "revision", "1", "words", "a\tact", "checks", "0A0 1;0Q0 1"),
                    Map.of("by", "b r.5.0", "at", "1", "revision", "1", "words", "a\tact", "checks", "0A0 1 0"));
            wrong.forEach(fields -> jedis.xadd(key, XAddParams.xAddParams(), fields));

            CheckPage page = store.checks(CheckQuery.latest(10));
            assertThat(page.unreadable()).isEqualTo(6);
            assertThat(page.checks()).hasSize(3);
        }
    }

    @Test
    void bytesThatSomebodyRemovedAreFoundAgain() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            store.logChecks(batch(1, checks(0, 100), 0, NO_BOUND));
            for (int shard = 0; shard < 16; shard++) {
                jedis.hset("rw:{s%d}:checks-size".formatted(shard), "bytes", shard % 2 == 0 ? "nan" : "rubbish");
            }
            store.logChecks(batch(2, checks(100, 100), 0, NO_BOUND));
            assertThatBytesAreExact(jedis, NO_BOUND);
        }
    }

    @Test
    void withoutALogNothingIsWritten() {
        try (Jedis jedis = REDIS.jedis()) {
            try (OutageStore bot = bot("quiet", 0)) {
                bot.addDefaults(List.of(RedisStoreTestSupport.MANY), null);
                bot.check(CheckRequest.of("ann", "many"));
            }
            assertThat(jedis.keys("rw:{*}:checks*"))
                    .as("a bot that ends writes what is left")
                    .isEmpty();
        }
    }

    @Test
    void aBotTellsHowItFares() {
        try (OutageStore bot = bot("teller", OutageSettings.DEFAULT_CHECK_LOG_BYTES)) {
            bot.addDefaults(List.of(RedisStoreTestSupport.MANY), null);
            RedisStoreTestSupport.await(
                    "the bot told how it fares",
                    () -> bot.instances().stream()
                            .anyMatch(one -> one.instance().equals("teller") && one.startedMs() > 0));
            InstanceFigures figures = bot.instances().stream()
                    .filter(one -> one.instance().equals("teller"))
                    .findFirst()
                    .orElseThrow();
            assertThat(figures.isCatchingUp()).isFalse();
            assertThat(figures.isSilent(figures.beatMs() + 1_000)).isFalse();
            assertThat(figures.journalEntries()).isZero();
            assertThat(figures.droppedChecks()).isZero();
        }
    }

    @Test
    void figuresOfInstancesThatAreGoneAreForgotten() {
        try (RedisStore store = store();
                Jedis jedis = REDIS.jedis()) {
            jedis.hset("rw:{g}:instance-figures", "gone", "{}");
            jedis.zadd("rw:{g}:instances", 1_700_000_000_000d, "here");
            jedis.hset("rw:{g}:instance-figures", "here", "rubbish");
            store.beat("me");
            store.tell(new InstanceFigures("me", 0, "1.0", 5, 7L, 8, 9, 10));
            assertThat(jedis.hkeys("rw:{g}:instance-figures"))
                    .doesNotContain("gone")
                    .contains("me");
            assertThat(store.instances())
                    .filteredOn(one -> one.instance().equals("me"))
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one).isEqualTo(new InstanceFigures("me", one.beatMs(), "1.0", 5, 7L, 8, 9, 10)));
        }
    }

    /** The mark is 80 % of maxmemory, long before Redis refuses anything. */
    @Test
    void aFullRedisStopsTheLogOnceForAllAndNoCheck() {
        try (TestRedis own = TestRedis.start(TestRedis.NOTHING);
                Jedis jedis = own.jedis()) {
            // Not in one long command: its buffer would count as well.
            jedis.setrange("ballast", 20 << 20, "x");
            long used = ServerInfo.number(ServerInfo.lines(jedis.info("memory")), "used_memory");
            jedis.configSet("maxmemory", Long.toString(used + used / 7));
            try (OutageStore one = full(own, "one");
                    OutageStore two = full(own, "two")) {
                one.addDefaults(List.of(RedisStoreTestSupport.MANY), null);
                RedisStoreTestSupport.await("the log stopped", () -> stops(one) > 0);
                assertThat(one.check(CheckRequest.of("ann", "many")).reason()).isEqualTo(Reason.ALLOWED);
                assertThat(two.check(CheckRequest.of("ann", "many")).reason()).isEqualTo(Reason.ALLOWED);
                assertThat(stops(one)).isEqualTo(1);
                assertThat(one.checks(CheckQuery.latest(10)).checks()).isEmpty();
            }
        }
    }

    @Test
    void whatWasDecidedWithoutRedisIsLoggedAfterTheReturn() {
        try (TestRedis own = TestRedis.start(TestRedis.ALWAYS);
                OutageStore bot = full(own, "one")) {
            bot.addDefaults(List.of(RedisStoreTestSupport.MANY), null);
            bot.check(CheckRequest.of("ann", "many"));
            own.kill();
            bot.check(CheckRequest.of("bob", "many"));
            RedisStoreTestSupport.await("the store is away", bot::isAway);
            bot.check(CheckRequest.of("cid", "many"));
            own.startAgain();
            RedisStoreTestSupport.await("the store is back", () -> !bot.isAway());
            RedisStoreTestSupport.await(
                    "all are logged",
                    () -> bot.checks(CheckQuery.latest(10)).checks().size() == 3);
            assertThat(bot.checks(CheckQuery.latest(10)).checks())
                    .extracting(LoggedCheck::userId, LoggedCheck::degraded)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.api.Assertions.tuple("ann", false),
                            org.assertj.core.api.Assertions.tuple("bob", true),
                            org.assertj.core.api.Assertions.tuple("cid", true));
        }
    }

    private static OutageStore full(TestRedis own, String instance) {
        return new OutageStore(
                new RedisStore(RedisSettings.forBots(own.uri(), "rw:").withTimeouts(5_000, 5_000, 5_000)),
                new MemoryDecider(),
                new OutageSettings(
                        instance,
                        null,
                        OutageSettings.DEFAULT_JOURNAL_BYTES,
                        OutageListener.NONE,
                        InstantSource.system(),
                        System::nanoTime,
                        THREADS,
                        OutageSettings.DEFAULT_CHECK_LOG_BYTES));
    }

    private static long stops(OutageStore store) {
        return store.events(EventQuery.latest(100)).stream()
                .map(SecurityEvent::type)
                .filter(EventTypes.CHECK_LOG_STOPPED::equals)
                .count();
    }
}
