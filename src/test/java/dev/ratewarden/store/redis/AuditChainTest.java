package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.ModeratorAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** No ban without its entry, and no entry that can be changed unseen. */
class AuditChainTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Keys KEYS = new Keys(PREFIX, 16);
    private static final int SHARD = KEYS.shardOf("ann");

    /** One entry as it is stored. */
    record Entry(long sequence, String json, String hash) {}

    @Test
    void theChainHoldsAndEachKindOfTamperingShows() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i < 4; i++) {
                store.act("ann", new ModeratorAction.Ban(60_000L * (i + 1)), "lee", "reason " + i);
            }
            List<Entry> chain = chain(jedis, "ann");
            String head = chain.get(3).hash();
            assertThat(flaw(chain, 4, head)).isNull();

            List<Entry> changed = new ArrayList<>(chain);
            changed.set(
                    1,
                    new Entry(
                            2,
                            chain.get(1).json().replace("reason 1", "reason x"),
                            chain.get(1).hash()));
            assertThat(flaw(changed, 4, head)).contains("entry %s-2:".formatted(SHARD));

            List<Entry> removed = new ArrayList<>(chain);
            removed.remove(2);
            assertThat(flaw(removed, 4, head)).contains("entry %s-3: the entry is missing".formatted(SHARD));

            List<Entry> moved = new ArrayList<>(chain);
            Collections.swap(moved, 0, 1);
            assertThat(flaw(moved, 4, head)).isNotNull();
            assertThat(flaw(chain.subList(0, 3), 4, head)).contains("newest entries were cut off");
        }
    }

    @Test
    void moderatorsWhoActAtOnceOnOneShardWriteOneChain() throws Exception {
        try (RedisStore one = bot(REDIS, ONCE);
                RedisStore two = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                RedisStore store = i % 2 == 0 ? one : two;
                all.add(pool.submit(() -> store.act("ann", new ModeratorAction.Ban(null), "lee", "")));
                all.add(pool.submit(() -> store.check(request("ann", ONCE))));
            }
            for (Future<?> each : all) {
                each.get();
            }
            List<Entry> chain = chain(jedis, "ann");
            assertThat(chain).hasSize(20);
            assertThat(flaw(chain, 20, chain.get(19).hash())).isNull();
            assertThat(one.user("ann").orElseThrow().moderationRevision()).isEqualTo(20);
        }
    }

    @Test
    void theRedisLoginStandsBesideTheClaimedName() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            assertThat(chain(jedis, "ann").get(0).json()).contains("\"operator\":\"lee\",\"login\":\"default\"");
        }
    }

    /** What is wrong with the first bad entry of ann's shard, oldest first, or with the head; null if the chain holds. */
    static @Nullable String flaw(List<Entry> chain, long headSequence, String headHash) {
        ChainWalk walk = new ChainWalk(Trail.of(KEYS, SHARD), "", 0, "");
        for (Entry entry : chain) {
            Trail.Stored stored =
                    Trail.Stored.of(entry.sequence() + "-0", Map.of("entry", entry.json(), "hash", entry.hash()));
            AuditReport.Break broken = walk.next(stored);
            if (broken != null) {
                return broken.toString();
            }
        }
        AuditReport.Break broken = walk.end(new Trail.Head(headSequence, headHash, 0, "", true));
        return broken == null ? null : broken.toString();
    }

    /** The whole chain of a user's shard, oldest first. */
    static List<Entry> chain(Jedis jedis, String userId) {
        String key = "%s{s%d}:audit".formatted(PREFIX, new Keys(PREFIX, 16).shardOf(userId));
        return jedis.xrange(key, "-", "+").stream()
                .map(entry -> new Entry(
                        entry.getID().getTime(),
                        entry.getFields().getOrDefault("entry", ""),
                        entry.getFields().getOrDefault("hash", "")))
                .toList();
    }
}
