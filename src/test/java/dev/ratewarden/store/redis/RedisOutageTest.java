package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.RedisStoreTestSupport.MANY;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.ONCE;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.PREFIX;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.await;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.jedis;
import static dev.ratewarden.store.redis.RedisStoreTestSupport.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.embedded.RedisServer;

/** A Redis that is away, silent or refuses, on a server of this test's own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "hangs the server with a signal")
class RedisOutageTest {

    /** What a check may take when Redis is silent, and as much again for a machine that is busy with other tests. */
    private static final long PROMISED_MS = 50;

    private static final long SLACK_MS = 450;

    private int port;
    private RedisServer server;
    private long pid;

    @BeforeEach
    void start() {
        port = RedisServerExtension.freePort();
        server = RedisServerExtension.start(port);
        try (Jedis jedis = jedis(port)) {
            pid = Long.parseLong(jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("process_id:".length())
                    .strip());
        }
    }

    @AfterEach
    void stop() throws Exception {
        signal("CONT");
        server.stop();
    }

    @Test
    void aSilentRedisIsUnavailableWithinTheTimePromisedAndBackWithoutHelp() throws Exception {
        try (RedisStore store = store()) {
            await("a healthy first check", () -> answers(store));
            signal("STOP");

            long toldAfterMs = Measured.median(
                    5,
                    () -> Measured.millis(() -> assertThatThrownBy(() -> store.check(request("ann", MANY)))
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("127.0.0.1:" + port)
                            .hasMessageContaining("does not answer within 20 ms")));
            assertThat(toldAfterMs).isLessThan(PROMISED_MS + SLACK_MS);
            signal("CONT");
            await("checks are answered again", () -> answers(store));
        }
    }

    /** As after a restart that the window saw by other calls, or where the server hangs up on whoever is silent for long. */
    @Test
    void aLookMeetsNoConnectionThatWasHungUpMeanwhile() {
        try (RedisStore store = patientStore();
                Jedis jedis = jedis(port)) {
            await("a healthy first check", () -> answers(store));
            store.peek(request("ann", MANY));
            jedis.clientKill(
                    ClientKillParams.clientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));

            assertThat(store.peek(request("ann", MANY)).reason()).isEqualTo(Reason.ALLOWED);
        }
    }

    @Test
    void whoeverHangsUpAfterServiceIsNoWrongPort() {
        try (FaultProxy proxy = new FaultProxy(port)) {
            RedisSettings settings = RedisSettings.forPeople(proxy.uri(), "rw:").withTimeouts(5_000, 5_000, 5_000);
            try (RedisStore served = new RedisStore(settings)) {
                served.init(CommunityProfile.UNNAMED, null);
                served.profile();
                proxy.cut();

                assertThatThrownBy(served::profile)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("hung up;")
                        .hasMessageContaining("was restarted")
                        .hasMessageNotContaining("something else");
            }
            try (RedisStore stranger = new RedisStore(settings)) {
                assertThatThrownBy(stranger::profile)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("does it speak TLS on this port (rediss://)")
                        .hasMessageContaining("does something else listen there?");
            }
        }
    }

    @Test
    void everybodyWhoWaitsForASilentRedisIsToldAtOnce() throws Exception {
        try (RedisStore store = store();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            await("a healthy first check", () -> answers(store));
            signal("STOP");
            long allToldAfterMs = Measured.median(
                    3,
                    () -> Measured.millis(() -> {
                        List<Future<Boolean>> all = new ArrayList<>();
                        for (int i = 0; i < 300; i++) {
                            all.add(pool.submit(() -> answers(store)));
                        }
                        assertThat(all).allSatisfy(one -> assertThat(one.get()).isFalse());
                    }));
            assertThat(allToldAfterMs).isLessThan(2 * (PROMISED_MS + SLACK_MS));
        }
    }

    @Test
    void aTimedOutCheckThatRanLateIsToldByItsLane() throws Exception {
        try (RedisStore store = store();
                RedisStore people = new RedisStore(RedisSettings.forPeople(uri(), PREFIX))) {
            await("a healthy first check", () -> answers(store));
            long allowed = people.snapshot(UserQuery.all(1)).statistics().allowed();
            signal("STOP");
            assertThat(answers(store)).isFalse();
            signal("CONT");

            // The call was in the server's hands: it runs when it wakes, and the abandoned lane says so.
            await("it ran", () -> people.snapshot(UserQuery.all(1)).statistics().allowed() == allowed + 1);
        }
    }

    @Test
    void aRestartedRedisIsFoundAgainAndDefaultsAreWritten() {
        try (RedisStore store = patientStore()) {
            await("a healthy first check", () -> answers(store));
            server.stop();
            assertThat(answers(store)).isFalse();
            assertThatThrownBy(() -> store.check(request("ann", MANY)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
            server = RedisServerExtension.start(port);

            await("checks are answered again", () -> answers(store));
            assertThat(store.check(request("ann", MANY)).reason()).isEqualTo(Reason.ALLOWED);
        }
    }

    @Test
    void defaultsGivenWhileRedisIsAwayAreWrittenAtTheFirstContact() {
        server.stop();
        try (RedisStore store = store()) {
            assertThat(store.policies().policy("many")).isEqualTo(MANY);
            assertThatThrownBy(() -> store.snapshot(UserQuery.all(1))).isInstanceOf(StoreUnavailableException.class);
            server = RedisServerExtension.start(port);

            await("checks are answered", () -> answers(store));
            try (Jedis jedis = jedis(port)) {
                assertThat(jedis.hkeys(PREFIX + "{g}:policies")).contains("many", "once");
            }
        }
    }

    @Test
    void anActionWhoseReplyIsLostIsDoneOnceAndSaidToBeDone() throws Exception {
        RedisSettings hasty = RedisSettings.forPeople(uri(), PREFIX).withTimeouts(300, 300, 300);
        try (RedisStore store = store();
                RedisStore desk = new RedisStore(hasty);
                RedisStore reader = patientStore();
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            await("a healthy first check", () -> answers(store));
            await("the desk has a connection", () -> reads(desk));
            for (int i = 0; i < 5; i++) {
                signal("STOP");
                Future<ActionReceipt> ban =
                        pool.submit(() -> desk.act("ann", new ModeratorAction.Ban(null), "lee", ""));
                awaitWaiting(i);
                signal("CONT");
                finish(ban, reader);
            }
            List<AuditChainTest.Entry> chain = chain();
            assertThat(reader.audit(100)).hasSize(chain.size());
            assertThat(chain.stream()
                            .map(link -> AuditChain.actionId(link.json()))
                            .distinct())
                    .hasSize(chain.size());
        }
    }

    @Test
    void aPolicyChangeWhoseReplyIsLostIsNotSaidToHaveFailed() throws Exception {
        PolicyChange change = new PolicyChange.Enforce(Enforcement.SHADOW);
        try (RedisStore desk = new RedisStore(RedisSettings.forPeople(uri(), PREFIX));
                RedisStore store = store();
                Jedis jedis = jedis(port)) {
            await("a healthy first check", () -> answers(store));
            desk.policies();
            jedis.clientPause(60_000, ClientPauseMode.WRITE);
            assertThatThrownBy(() -> desk.change(change, "lee", "", null))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("the change may have been made all the same");

            jedis.clientUnpause();
            signal("STOP");
            assertThatThrownBy(() -> desk.change(change, "lee", "", null))
                    .as("it only looked so far")
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageNotContaining("may have been made");
            signal("CONT");
        }
    }

    @Test
    void aPolicyChangeThatRunsAfterItsReplyWasGivenUpIsMadeOnce() throws Exception {
        try (RedisStore desk = new RedisStore(RedisSettings.forPeople(uri(), PREFIX));
                RedisStore store = store();
                Jedis jedis = jedis(port)) {
            await("a healthy first check", () -> answers(store));
            long revision = desk.policies().revision();
            jedis.clientPause(3_000, ClientPauseMode.WRITE);
            assertThat(desk.change(new PolicyChange.Enforce(Enforcement.SHADOW), "lee", "calm", revision)
                            .enforcement())
                    .isEqualTo(Enforcement.SHADOW);
            assertThat(desk.policies().revision()).isEqualTo(revision + 1);
            assertThat(desk.audit(10)).hasSize(1);
            assertThat(desk.policyHistory()
                            .getFirst()
                            .audited("g-1", desk.audit(1).getFirst().login()))
                    .isEqualTo(desk.audit(1).getFirst());
        }
    }

    @Test
    void aFullRedisIsAnOutageAndAWrongPasswordIsNot() {
        try (RedisStore store = patientStore();
                Jedis jedis = jedis(port)) {
            await("a healthy first check", () -> answers(store));
            jedis.configSet("maxmemory", "1");
            assertThatThrownBy(() -> store.check(request("ann", ONCE)))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("maxmemory");
            jedis.configSet("maxmemory", "0");
            jedis.configSet("requirepass", "secret");
        }
        try (RedisStore wrong = new RedisStore(RedisSettings.forPeople("redis://:wr0ng@127.0.0.1:" + port, PREFIX));
                RedisStore none = new RedisStore(RedisSettings.forPeople(uri(), PREFIX));
                RedisStore right =
                        new RedisStore(RedisSettings.forPeople("redis://:secret@127.0.0.1:" + port, PREFIX))) {
            assertThatThrownBy(() -> wrong.audit(1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("wr0ng");
            assertThatThrownBy(() -> none.audit(1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("asks for a password")
                    .hasMessageEndingWith("(NOAUTH)");
            assertThat(right.audit(1)).isEmpty();
        }
    }

    private void awaitWaiting(int turn) {
        long until = System.nanoTime() + (turn % 2 == 0 ? 100_000_000L : 450_000_000L);
        await("some time in the call", () -> System.nanoTime() > until);
    }

    /** What the caller is told is what stands in the trail, whichever of several attempts it was that reached it. */
    private static void finish(Future<ActionReceipt> ban, RedisStore reader) throws InterruptedException {
        try {
            ActionReceipt told = ban.get();
            assertThat(told.after().ban()).isNotNull();
            assertThat(reader.auditEntry(told.entry().id())).contains(told.entry());
        } catch (java.util.concurrent.ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(StoreUnavailableException.class);
        }
    }

    private List<AuditChainTest.Entry> chain() {
        try (Jedis jedis = jedis(port)) {
            return AuditChainTest.chain(jedis, "ann");
        }
    }

    private static boolean answers(RedisStore store) {
        try {
            store.check(request("ann", MANY));
            return true;
        } catch (StoreUnavailableException away) {
            return false;
        }
    }

    private static boolean reads(RedisStore store) {
        try {
            store.audit(1);
            return true;
        } catch (StoreUnavailableException away) {
            return false;
        }
    }

    private String uri() {
        return "redis://127.0.0.1:" + port;
    }

    private RedisStore store() {
        return store(RedisSettings.forBots(uri(), PREFIX));
    }

    /** For what has to be answered at once, on a machine that is busy with other tests. */
    private RedisStore patientStore() {
        return store(RedisSettings.forBots(uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000));
    }

    private static RedisStore store(RedisSettings settings) {
        RedisStore store = new RedisStore(settings);
        store.addDefaults(List.of(MANY, ONCE), null);
        return store;
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }
}
