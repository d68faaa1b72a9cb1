package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.everything;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.jedis;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.redis.RedisAcl.Role;
import dev.ratewarden.watch.WatchStore;
import dev.ratewarden.watch.Watcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.embedded.RedisServer;

/** Each role does what it is for, on a real server, and is refused the rest: loudly, and never as an outage. */
class RedisAclTest {

    private static int port;
    private static RedisServer server;

    @BeforeAll
    static void start() {
        port = RedisServerExtension.freePort();
        server = RedisServerExtension.start(port);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void aLivelyCommunityAndALoginForEachRole() {
        try (Jedis jedis = jedis(port)) {
            jedis.flushAll();
            jedis.scriptFlush();
            for (Role role : Role.values()) {
                String line = RedisAcl.line(name(role), role, PREFIX, null).replace(RedisAcl.PLACEHOLDER, "pw-" + role);
                String[] words = line.split(" ");
                jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
            }
        }
        RedisSettings patient =
                RedisSettings.forBots("redis://127.0.0.1:" + port, PREFIX).withTimeouts(5_000, 5_000, 5_000);
        try (RedisStore admin = new RedisStore(patient)) {
            admin.addDefaults(List.of(MANY, ONCE), null);
            admin.check(request("ann", MANY));
            admin.check(request("ann", ONCE));
            admin.check(request("ann", ONCE));
            admin.act("ann", new ModeratorAction.Ban(null), "lee", "spam");
            admin.handover(new HandoverChange.Pin("welcome"), "lee");
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static RedisSettings settings(Role role, String options) {
        return RedisSettings.forPeople(
                "redis://%s:pw-%s@127.0.0.1:%d%s".formatted(name(role), role, port, options), PREFIX);
    }

    private static RedisStore people(Role role) {
        return new RedisStore(settings(role, ""));
    }

    private static RedisStore bot(Role role) {
        return new RedisStore(
                RedisSettings.forBots("redis://%s:pw-%s@127.0.0.1:%d".formatted(name(role), role, port), PREFIX)
                        .withTimeouts(5_000, 5_000, 5_000));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("denies a right")
                .hasMessageContaining("ratewarden acl");
    }

    private static Map<String, String> content() {
        try (Jedis jedis = jedis(port)) {
            return everything(jedis);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleLooks(Role role) {
        try (RedisStore store = people(role)) {
            var before = content();

            assertThat(store.snapshot(UserQuery.all(10)).statistics().banned()).isEqualTo(1);
            assertThat(store.user("ann")).isPresent();
            assertThat(store.find("ann", 5)).hasSize(1);
            assertThat(store.audit(5)).hasSize(1);
            assertThat(store.events(EventQuery.latest(5))).isNotEmpty();
            assertThat(store.policies().policies()).containsKey("many");
            assertThat(store.peek(request("ann", MANY)).ban()).isNotNull();
            assertThat(store.profile()).isEqualTo(CommunityProfile.UNNAMED);
            assertThat(store.handover().pinned()).isNotNull();
            assertThat(store.codePolicies()).containsEntry("many", MANY);
            assertThat(store.traffic(1, 60)).isEmpty();
            assertThat(content()).as("looking changes nothing").isEqualTo(before);
        }
    }

    @Test
    void aViewerChangesNothingWhateverItTries() {
        var before = content();
        try (RedisStore store = people(Role.VIEWER);
                RedisStore asBot = bot(Role.VIEWER)) {
            refused(() -> store.act("ann", new ModeratorAction.Reset(false), "lee", ""));
            refused(() -> store.check(request("ann", MANY)));
            refused(() -> asBot.check(request("bob", MANY)));
            refused(() -> store.addDefaults(List.of(Policy.of("another", MANY.limit())), null));
            refused(() -> store.describe(Map.of("ann", "Ann")));
            refused(() -> store.init(new CommunityProfile("X", null, null), null));
            refused(() -> store.visit("lee"));
            refused(() -> store.handover(new HandoverChange.Pin("x"), "lee"));
            refused(() -> store.handover(new HandoverChange.Review("ann", 9), "lee"));
        }
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aBotMayWatchAndWhoOnlyModeratesMayNot() {
        for (Role role : new Role[] {Role.BOT, Role.OPERATOR}) {
            try (RedisStore store = people(role);
                    Watcher watcher = Watcher.over(store)
                            .name("by-" + name(role))
                            .news(line -> {})
                            .allIndexesAtOnce()
                            .build()) {
                assertThat(watcher.turn()).as("%s watches", role).isTrue();
                assertThat(store.fold("by-" + name(role), List.of(new WatchStore.Alert("x" + role, 1)), 1_000))
                        .containsExactly(0L);
                assertThat(store.repair(null, 100)).isNotNull();
            }
        }
        for (Role role : new Role[] {Role.MODERATOR, Role.VIEWER}) {
            try (RedisStore store = people(role)) {
                refused(() -> store.lease("me", 1_000));
            }
        }
    }

    @Test
    void aBotChecksAndCannotTouchTheAuditTrail() {
        try (RedisStore store = bot(Role.BOT)) {
            store.addDefaults(List.of(ONCE, MANY), null);
            assertThat(store.check(request("bob", ONCE)).reason()).isEqualTo(Reason.ALLOWED);
            assertThat(store.check(request("bob", ONCE)).penalty()).isNotNull();
            assertThat(store.describe(Map.of("bob", "Bob"))).containsExactly("bob");

            refused(() -> store.act("bob", new ModeratorAction.Ban(null), "lee", ""));
            assertThat(store.audit(5)).hasSize(1);
        }
        try (Jedis jedis = login(Role.BOT)) {
            assertThatThrownBy(() ->
                            jedis.xadd("rw:{s0}:audit", Map.of("x", "y"), new redis.clients.jedis.params.XAddParams()))
                    .isInstanceOf(JedisAccessControlException.class);
        }
    }

    @Test
    void moderatorsTellEachOtherAndABotIsNoneOfThem() {
        for (Role role : new Role[] {Role.MODERATOR, Role.OPERATOR}) {
            try (RedisStore store = people(role)) {
                assertThat(store.visit(name(role))).isNull();
                assertThat(store.visit(name(role))).isNotNull();
                store.handover(new HandoverChange.Claim("ann"), name(role));
                store.handover(new HandoverChange.Review("ann", 9), name(role));
                assertThat(store.handover().claim("ann").orElseThrow().operator())
                        .isEqualTo(name(role));
            }
        }
        try (RedisStore store = bot(Role.BOT)) {
            refused(() -> store.visit("bot"));
            refused(() -> store.handover(new HandoverChange.Pin("x"), "bot"));
        }
    }

    @Test
    void whoIsForgottenByAModeratorIsNotSpokenOfAnyMore() {
        try (RedisStore store = people(Role.MODERATOR);
                Jedis jedis = jedis(port)) {
            store.handover(new HandoverChange.Claim("ann"), "lee");
            store.handover(new HandoverChange.Review("ann", 9), "lee");
            store.act("ann", new ModeratorAction.Forget(), "lee", "asked for it");
            assertThat(jedis.hkeys("rw:{g}:handover")).containsExactly("pinned");
        }
    }

    @Test
    void aLoginOfBeforeThereWasSuchAKeyStillAddsDefaultsAndForgets() {
        Policy another = Policy.of("another", MANY.limit());
        try (Jedis jedis = jedis(port)) {
            for (Role role : new Role[] {Role.BOT, Role.MODERATOR}) {
                String line = RedisAcl.line(name(role), role, PREFIX, null)
                        .replace(RedisAcl.PLACEHOLDER, "pw-" + role)
                        .replace(" ~rw:{g}:code-policies", "")
                        .replace(" ~rw:{g}:handover", "")
                        .replace(" ~rw:{g}:visits", "");
                String[] words = line.split(" ");
                jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
            }
        }
        try (RedisStore bot = bot(Role.BOT);
                RedisStore people = people(Role.MODERATOR)) {
            assertThat(bot.addDefaults(List.of(another), null).policies()).containsKey("another");
            assertThat(bot.check(request("bob", another)).reason()).isEqualTo(Reason.ALLOWED);
            assertThat(bot.codePolicies()).doesNotContainKey("another");
            people.act("bob", new ModeratorAction.Forget(), "lee", "");
            assertThat(people.user("bob")).isEmpty();
        }
    }

    @Test
    void aBotSetsUpAnEmptyKeyspace() {
        try (Jedis jedis = jedis(port)) {
            jedis.flushAll();
        }
        try (RedisStore store = bot(Role.BOT)) {
            store.addDefaults(List.of(MANY), null);
            assertThat(store.check(request("ann", MANY)).reason()).isEqualTo(Reason.ALLOWED);
        }
    }

    @Test
    void aModeratorActs() {
        try (RedisStore store = people(Role.MODERATOR)) {
            store.act("ann", new ModeratorAction.Unban(true), "lee", "");
            var ban = store.act("cat", new ModeratorAction.Ban(60_000L), "lee", "raid");
            store.act("cat", new ModeratorAction.Undo(ban.entry().id()), "lee", "");
            store.act("ann", new ModeratorAction.Reset(true), "lee", "");

            assertThat(store.audit(10)).hasSize(5);
            refused(() -> store.init(new CommunityProfile("X", null, null), null));
        }
    }

    @Test
    void aModeratorsChangeOfThePoliciesIsInTheTrailAndABotCanMakeNone() {
        PolicyChange change = new PolicyChange.Enforce(Enforcement.SHADOW);
        try (RedisStore store = people(Role.MODERATOR);
                RedisStore bot = bot(Role.BOT)) {
            refused(() -> bot.change(change, "lee", "", null));
            store.change(change, "lee", "calm", null);
            assertThat(store.auditEntry("g-1").orElseThrow().login()).isEqualTo("moderator");
        }
    }

    @Test
    void aBotLogsChecksAndEverybodyReadsThem() {
        LoggedCheck check = new LoggedCheck(1, "ann", "many", 1, null, null, Reason.ALLOWED, 1, false, "bot");
        CheckBatch batch = new CheckBatch("run", 1, "bot", List.of(check), 0, 64L << 20);
        try (RedisStore store = bot(Role.BOT)) {
            assertThat(store.logChecks(batch)).isTrue();
            assertThat(store.memoryInUse()).isPresent();
            store.beat("bot");
            store.tell(new InstanceFigures("bot", 0, "1.0", 1, null, 0, 0, 0));
        }
        for (Role role : Role.values()) {
            try (RedisStore store = people(role)) {
                assertThat(store.checks(CheckQuery.latest(5)).checks()).containsExactly(check);
                assertThat(store.instances()).hasSize(1);
            }
        }
        try (RedisStore viewer = people(Role.VIEWER)) {
            refused(() -> viewer.logChecks(batch));
            assertThat(viewer.memoryInUse()).isEmpty();
        }
    }

    @Test
    void anOperatorDoesEverythingUnderThePrefixAndNothingBeside() {
        try (RedisStore store = people(Role.OPERATOR);
                RedisStore asBot = bot(Role.OPERATOR)) {
            store.init(new CommunityProfile("Pixel Packs", CommunityProfile.Environment.STAGING, "#3b82f6"), null);
            store.act("ann", new ModeratorAction.Unban(false), "lee", "");
            assertThat(asBot.check(request("bob", MANY)).reason()).isEqualTo(Reason.ALLOWED);
            assertThat(store.profile().name()).isEqualTo("Pixel Packs");
        }
        try (RedisStore other = new RedisStore(settings(Role.OPERATOR, "").withPrefix("other:"))) {
            refused(() -> other.init(CommunityProfile.UNNAMED, null));
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void everyRoleVerifiesTheTrailAndTheOperatorAloneSealsIt(Role role) {
        SealKey key = new SealKey(new byte[32]);
        try (RedisStore store = people(role)) {
            AuditVerifier verifier = store.auditVerifier();
            assertThat(verifier.verify(AuditVerifier.Evidence.NONE).whole()).isTrue();
            if (role == Role.OPERATOR) {
                verifier.seal(key, null, null);
                assertThat(verifier.verify(new AuditVerifier.Evidence(key, null, null))
                                .unchecked())
                        .isEmpty();
            } else {
                refused(() -> verifier.seal(key, null, null));
            }
        }
    }

    @Test
    void anOperatorArchivesAndTrimsAndABotCannot(@TempDir Path directory) {
        try (RedisStore store = people(Role.OPERATOR);
                RedisStore asBot = bot(Role.BOT)) {
            store.act("ann", new ModeratorAction.Ban(null), "lee", "");
            refused(() -> asBot.auditArchive(directory, Duration.ZERO, 1).run());
            assertThat(store.auditArchive(directory, Duration.ZERO, 1).run()).contains("trimmed 1");
            assertThat(store.audit(5)).hasSize(1);
        }
        try (Jedis jedis = login(Role.MODERATOR)) {
            assertThatThrownBy(() -> jedis.lpush("rw:{g}:audit-seals", "x"))
                    .isInstanceOf(JedisAccessControlException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyListsKeysOrAdministers(Role role) {
        try (Jedis jedis = login(role)) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> jedis.keys("*"),
                    jedis::flushAll,
                    () -> jedis.scan("0"),
                    () -> jedis.configSet("maxmemory", "1"),
                    jedis::aclList,
                    () -> jedis.eval("return 1"),
                    () -> jedis.set("rw:{g}:x", "y"),
                    () -> jedis.hset("other:{g}:meta", "x", "y"))) {
                assertThatThrownBy(call).isInstanceOf(JedisDataException.class).hasMessageContaining("NOPERM");
            }
        }
    }

    private static Jedis login(Role role) {
        Jedis jedis = jedis(port);
        jedis.auth(name(role), "pw-" + role);
        return jedis;
    }

    @Test
    void withResp3ALoginWorksAlike() {
        try (RedisStore store = new RedisStore(settings(Role.VIEWER, "?protocol=3"))) {
            assertThat(store.snapshot(UserQuery.all(10)).statistics().banned()).isEqualTo(1);
        }
    }

    @Test
    void aPasswordMayBeGivenAsItsHash() {
        String sha256 = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";
        String line = RedisAcl.line("hashed", Role.VIEWER, PREFIX, sha256);
        try (Jedis jedis = jedis(port)) {
            String[] words = line.split(" ");
            jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
        }
        try (Jedis jedis = jedis(port)) {
            assertThatCode(() -> jedis.auth("hashed", "password")).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "default", "x>y", "ü"})
    void aLoginThatCannotBeIsNamed(String name) {
        assertThatThrownBy(() -> RedisAcl.line(name, Role.BOT, PREFIX, null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("login");
    }
}
