package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.bot;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.ActionConflictException;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import redis.clients.jedis.Jedis;

/** What a moderator's action leaves in Redis, and what it does not. */
class ModeratorInRedisTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Policy FIXED = Policy.of("fixed", Limit.fixedWindow(1, Duration.ofDays(1)));
    private static final int SHARD = new Keys(PREFIX, 16).shardOf("ann");

    private static final List<ModeratorAction> NOTHING_TO_DO = List.of(
            new ModeratorAction.Unban(false),
            new ModeratorAction.Unban(false, 1_000L),
            new ModeratorAction.Unexempt(),
            new ModeratorAction.Note(""),
            new ModeratorAction.Override("once", null),
            new ModeratorAction.Undo("rubbish"));

    private static String key(String name) {
        return "%s{s%d}:%s".formatted(PREFIX, SHARD, name);
    }

    private static ActionReceipt act(RedisStore store, ModeratorAction action) {
        return store.act("ann", action, "lee", "because");
    }

    @ParameterizedTest
    @FieldSource("NOTHING_TO_DO")
    void aRefusedActionLeavesNoTrace(ModeratorAction action) {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.check(request("ann", ONCE));
            store.check(request("ann", ONCE));
            var before = everything(jedis);

            assertThatThrownBy(() -> act(store, action)).isInstanceOf(ActionRefusedException.class);
            assertThatThrownBy(() -> store.act("stranger", action, "lee", ""))
                    .isInstanceOf(ActionRefusedException.class);
            assertThat(everything(jedis)).isEqualTo(before);
        }
    }

    @Test
    void theSecondModeratorIsToldWhatTheFirstDidAndChangesNothing() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            store.act("ann", new ModeratorAction.Ban(null), "mira", "spam", 0L);
            var before = everything(jedis);

            assertThatThrownBy(() -> store.act("ann", new ModeratorAction.Reset(false), "lee", "", 0L))
                    .isInstanceOf(ActionConflictException.class)
                    .hasMessageStartingWith("mira banned user \"ann\" at ")
                    .hasMessageContaining("spam")
                    .hasMessageContaining("nothing was changed");
            assertThatThrownBy(() -> store.act("ann", new ModeratorAction.Forget(), "lee", "", 5L))
                    .isInstanceOf(ActionConflictException.class)
                    .hasMessageContaining("mira");
            assertThat(everything(jedis)).isEqualTo(before);

            store.act("ann", new ModeratorAction.Reset(false), "lee", "", 1L);
        }
    }

    @Test
    void whoeverActsOnAUserWhoWasForgottenMeanwhileIsToldSo() {
        try (RedisStore store = bot(REDIS, ONCE)) {
            act(store, new ModeratorAction.Ban(null));
            store.act("ann", new ModeratorAction.Forget(), "mira", "asked for it");

            assertThatThrownBy(() -> store.act("ann", new ModeratorAction.Reset(false), "lee", "", 1L))
                    .isInstanceOf(ActionConflictException.class)
                    .hasMessageStartingWith("mira forgot user \"ann\" at ");
        }
    }

    @Test
    void aForgottenUserStandsInTheTrailAndNowhereElse() {
        try (RedisStore store = bot(REDIS, ONCE, FIXED);
                Jedis jedis = REDIS.jedis()) {
            for (String user : List.of("ann", "another")) {
                for (int i = 0; i < 7; i++) {
                    store.check(request(user, ONCE));
                    store.check(request(user, FIXED));
                }
            }
            jedis.rpush(key("window:ann:once"), "1");
            store.describe(Map.of("ann", "Ann Other", "another", "Another"));
            act(store, new ModeratorAction.Ban(null));
            act(store, new ModeratorAction.Note("ann is known"));
            act(store, new ModeratorAction.Override("once", 7L));
            var another = store.user("another").orElseThrow();
            long denied = store.snapshot(UserQuery.all(9)).statistics().denied();

            ActionReceipt receipt = act(store, new ModeratorAction.Forget());
            assertThat(receipt.entry().type()).isEqualTo(AuditEntry.Type.FORGET);
            assertThat(receipt.entry().scoreBefore()).isEqualTo(100);
            assertThat(receipt.after().score()).isZero();
            assertThat(receipt.after().name()).isNull();
            assertThat(everything(jedis)).allSatisfy((name, value) -> {
                assertThat(name).doesNotContain("ann");
                if (!name.endsWith(":audit")) {
                    assertThat(value).doesNotContainIgnoringCase("ann");
                }
            });
            assertThat(store.audit(10)).extracting(AuditEntry::userId).containsOnly("ann");
            assertThat(store.events(EventQuery.latest(100)).stream().filter(event -> !AuditEvents.isOne(event.type())))
                    .extracting(SecurityEvent::userId)
                    .containsOnly("another");
            assertThat(store.user("another").orElseThrow().summary()).isEqualTo(another.summary());
            assertThat(store.user("another").orElseThrow().history()).isEqualTo(another.history());
            assertThat(store.snapshot(UserQuery.all(9)).statistics().denied()).isEqualTo(denied);
            assertThat(AuditChainTest.flaw(
                            AuditChainTest.chain(jedis, "ann"),
                            4,
                            Objects.requireNonNull(jedis.hget(key("audit-head"), "hash"))))
                    .isNull();
        }
    }

    @Test
    void nothingAboutAForgottenUserCanBeUndone() {
        try (RedisStore store = bot(REDIS, ONCE)) {
            var ban = act(store, new ModeratorAction.Ban(null));
            var forgotten = act(store, new ModeratorAction.Forget());
            for (ActionReceipt receipt : List.of(ban, forgotten)) {
                assertThatThrownBy(() -> act(
                                store, new ModeratorAction.Undo(receipt.entry().id())))
                        .isInstanceOf(ActionRefusedException.class);
            }
            store.check(request("ann", ONCE));
            for (ActionReceipt receipt : List.of(ban, forgotten)) {
                assertThatThrownBy(() -> act(
                                store, new ModeratorAction.Undo(receipt.entry().id())))
                        .isInstanceOf(ActionRefusedException.class);
            }
        }
    }

    @Test
    void onlyWhatCanStillBeUndoneIsKeptForIt() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            for (int i = 0; i < 5; i++) {
                act(store, new ModeratorAction.Ban(60_000L));
            }
            assertThat(jedis.keys("*undo:*")).containsExactly(key("undo:5"));
            assertThat(jedis.ttl(key("undo:5"))).isBetween(604_800L, 608_400L);
        }
    }

    @Test
    void usersWithANoteAGracePeriodOrALimitOfTheirOwnStandInAnIndex() {
        try (RedisStore store = bot(REDIS, ONCE);
                Jedis jedis = REDIS.jedis()) {
            for (List<ModeratorAction> setAndTaken : List.<List<ModeratorAction>>of(
                    List.of(new ModeratorAction.Note("x"), new ModeratorAction.Note("")),
                    List.of(new ModeratorAction.Override("a", 1L), new ModeratorAction.Override("a", null)),
                    List.of(new ModeratorAction.Unban(false, 60_000L), new ModeratorAction.Reset(false)))) {
                act(store, new ModeratorAction.Ban(null));
                act(store, setAndTaken.get(0));
                assertThat(jedis.zrange(key("marked"), 0, -1)).containsExactly("ann");
                act(store, setAndTaken.get(1));
                assertThat(jedis.exists(key("marked"))).isFalse();
            }
            var override = act(store, new ModeratorAction.Override("a", 1L));
            act(store, new ModeratorAction.Undo(override.entry().id()));
            assertThat(jedis.exists(key("marked"))).isFalse();
        }
    }
}
