package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.CommunityProfile.Environment;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What a keyspace says of itself, and who sets it up. */
class KeyspaceTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final CommunityProfile PIXEL = new CommunityProfile("Pixel Packs", Environment.STAGING, "#3b82f6");

    private static RedisStore people() {
        return new RedisStore(RedisSettings.forPeople(REDIS.uri(), "rw:"));
    }

    @Test
    void whoOnlyLooksSetsUpNothingAndSaysThatItIsEmpty() {
        try (RedisStore store = people();
                Jedis jedis = REDIS.jedis()) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> store.snapshot(UserQuery.all(1)),
                    () -> store.user("ann"),
                    () -> store.audit(1),
                    () -> store.peek(request("ann", MANY)),
                    () -> store.act("ann", new ModeratorAction.Ban(null), "lee", ""))) {
                assertThatThrownBy(call)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("keyspace rw:")
                        .hasMessageContaining("is empty")
                        .hasMessageContaining("ratewarden init");
            }
            assertThat(store.policies().policies()).isEmpty();
            assertThat(jedis.keys("*")).isEmpty();

            try (RedisStore bot = bot(REDIS, MANY)) {
                bot.check(request("ann", MANY));
            }
            assertThat(store.snapshot(UserQuery.all(1)).statistics().usersTracked())
                    .as("found without a restart")
                    .isEqualTo(1);
        }
    }

    @Test
    void initSetsItUpAndChangesHowItIsShown() {
        try (RedisStore store = people()) {
            assertThat(store.init(PIXEL, 4)).isEqualTo(PIXEL);
            assertThat(store.init(new CommunityProfile(null, Environment.PRODUCTION, null), null))
                    .isEqualTo(new CommunityProfile("Pixel Packs", Environment.PRODUCTION, "#3b82f6"));
            assertThat(store.init(new CommunityProfile("Other", null, null), 4).name())
                    .isEqualTo("Other");
            assertThat(store.profile().name()).isEqualTo("Other");
        }
        try (RedisStore bot = bot(REDIS, MANY);
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i < 100; i++) {
                bot.check(request("user" + i, MANY));
            }
            assertThat(jedis.keys("rw:{s*}:seen")).hasSize(4);
            assertThat(bot.snapshot(UserQuery.all(1)).statistics().usersTracked())
                    .isEqualTo(100);
        }
    }

    @Test
    void initWithOtherShardsIsRefusedAndChangesNothing() {
        try (RedisStore store = people();
                Jedis jedis = REDIS.jedis()) {
            store.init(PIXEL, null);
            var before = everything(jedis);

            assertThatThrownBy(() -> store.init(new CommunityProfile("Other", null, null), 8))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has 16 shards")
                    .hasMessageContaining("rw:");
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,shards", "257,shards", "-1,shards"})
    void aNumberOfShardsThatCannotBeIsNamed(int shards, String what) {
        try (RedisStore store = people()) {
            assertThatThrownBy(() -> store.init(CommunityProfile.UNNAMED, shards))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining(what)
                    .hasMessageContaining("1 to 256");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "abc\u202edef", "123456789012345678901234567890123"})
    void aNameThatCannotBeIsNamed(String name) {
        assertThatThrownBy(() -> new CommunityProfile(name, null, null).checked())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new CommunityProfile(null, null, "blue" + name).checked())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void aNewerKeyspaceIsRefusedNamingBothVersionsAndNothingIsWritten() {
        try (RedisStore store = people();
                RedisStore bot = new RedisStore(RedisStoreTestSupport.patientBot(REDIS));
                Jedis jedis = REDIS.jedis()) {
            jedis.hset("rw:{g}:meta", Map.of("version", "2", "shards", "16", "created", "1"));
            var before = everything(jedis);

            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> store.audit(1),
                    () -> bot.check(request("ann", MANY)),
                    () -> bot.addDefaults(List.of(MANY), null),
                    () -> store.init(PIXEL, null))) {
                assertThatThrownBy(call)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("version 2")
                        .hasMessageContaining("up to 1")
                        .hasMessageContaining("update this program");
            }
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "version 1", "version 1 shards many", "version 1 shards 0", "version 1 shards 999"})
    void whatIsNotOursIsRefused(String fields) {
        String[] words = (fields + " y").split(" ");
        try (RedisStore store = people();
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i + 1 < words.length; i += 2) {
                jedis.hset("rw:{g}:meta", words[i], words[i + 1]);
            }
            jedis.hset("rw:{g}:meta", "name", "theirs");
            assertThatThrownBy(() -> store.audit(1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not one of ours");
        }
    }

    @Test
    void whatOthersWroteIntoTheProfileIsShownOnlyIfItCanBe() {
        try (RedisStore store = people();
                Jedis jedis = REDIS.jedis()) {
            store.init(PIXEL, null);
            jedis.hset("rw:{g}:meta", Map.of("name", "a\u202eb", "environment", "prod", "colour", "red"));

            assertThat(store.profile()).isEqualTo(new CommunityProfile("ab", null, null));
        }
    }
}
