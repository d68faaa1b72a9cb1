package dev.ratewarden;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Source;
import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.connections.Passwords;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.store.redis.FaultProxy;
import dev.ratewarden.store.redis.RedisAcl;
import dev.ratewarden.store.redis.RedisAcl.Role;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** The window over a real Redis: what each login may do, and what the page says where a connection does not work. */
@ExtendWith(ApplicationExtension.class)
class WindowOverRedisTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final String PREFIX = "rw:";

    @TempDir
    private static Path folders;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What one test used last must not be opened by the next. */
    private final Path folder = folders.resolve("profiles" + NUMBER.incrementAndGet());

    /** What is named as the program is started; only some tests write it and open it. */
    private final Path given = folders.resolve("given" + NUMBER.get() + ".rwprofile");

    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable WindowRig rig;

    @Start
    void open(Stage stage) {
        rig = new WindowRig(
                stage,
                new DashboardHost(
                        new CommunityConnector(
                                new Source.Redis(null, given, null, Map.of()), "tester", InstantSource.system()),
                        "tester",
                        ZoneOffset.UTC,
                        new ProfileFolder(folder, InstantSource.system())));
    }

    @BeforeEach
    void aCommunityAndALoginForEachRole() {
        try (Jedis jedis = REDIS.jedis()) {
            for (Role role : Role.values()) {
                String line = RedisAcl.line(name(role), role, PREFIX, null).replace(RedisAcl.PLACEHOLDER, "pw");
                String[] words = line.split(" ");
                jedis.sendCommand(Command.ACL, Arrays.copyOfRange(words, 1, words.length));
            }
        }
        try (RedisStore bot =
                new RedisStore(RedisSettings.forBots(REDIS.uri(), PREFIX).withTimeouts(5_000, 5_000, 5_000))) {
            bot.addDefaults(StandardPolicies.all(), null);
            for (int i = 0; i < 10; i++) {
                bot.check(new CheckRequest("mira", "pack_create", 1, null));
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        rig().close();
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        try (Jedis jedis = REDIS.jedis()) {
            Arrays.stream(Role.values()).forEach(role -> jedis.aclDelUser(name(role)));
        }
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(rig);
    }

    private static ConnectionProfile profile(String host, int port, String user, boolean tls) {
        return new ConnectionProfile(
                "Packs",
                Shape.STANDALONE,
                host + ":" + port,
                "",
                "",
                tls,
                "",
                "",
                "",
                user,
                PREFIX,
                false,
                Environment.UNSTATED,
                Map.of("timeout", "2s"));
    }

    private void connect(ConnectionProfile profile, String password) {
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> rig().window().open(new Target.Profile(profile, new Passwords(password, ""))));
    }

    private void connectAs(Role role) {
        connect(profile("127.0.0.1", REDIS.port(), name(role), false), "pw");
        await(() -> rig().words("#detail-name").equals("mira"));
    }

    private String failure() {
        await(() -> !rig().words("#connections-failure").isEmpty());
        return rig().words("#connections-failure");
    }

    @Test
    void aViewersActionsAreOffAndSayWhatRoleTheyTake() {
        connectAs(Role.VIEWER);

        await(() -> rig().disabled("#ban-button") && rig().disabled("#reset-button"));
        assertThat(rig().allWords("#detail")).anyMatch(words -> words.contains("viewer may not act on users"));
        assertThat(rig().disabled("#history-button")).isFalse();
    }

    @Test
    void aModeratorsActionsAreOnAndWork() {
        connectAs(Role.MODERATOR);

        await(() -> !rig().disabled("#ban-button") && !rig().disabled("#reset-button"));
        rig().press("ban-button");
        rig().press("dialog-confirm");
        await(() -> rig().toasts().stream().anyMatch(words -> words.startsWith("mira is banned")));
        assertThat(rig().allWords("#detail")).noneMatch(words -> words.contains("may not"));
    }

    @Test
    void anOperatorsActionsAreOn() {
        connectAs(Role.OPERATOR);

        await(() -> !rig().disabled("#ban-button") && !rig().disabled("#reset-button"));
    }

    @Test
    void aFileForLookingOnlyThatWasNamedAtTheStartKeepsTheButtonsOffAndSaysWhy() throws IOException {
        Files.writeString(
                given,
                "uri = %s\nprefix = %s\nread-only = true\nenvironment = staging\n".formatted(REDIS.uri(), PREFIX));
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> rig().window().open(new Target.Given()));

        await(() -> rig().words("#detail-name").equals("mira"));
        await(() -> rig().allWords("#detail").stream().anyMatch(words -> words.contains("for looking only")));
        assertThat(rig().disabled("#ban-button")).isTrue();
        assertThat(rig().disabled("#reset-button")).isTrue();
        assertThat(rig().disabled("#history-button")).isFalse();
    }

    @Test
    void rightsAreAskedAgainAfterALossAndWhatWasTakenAwayIsOff() {
        FaultProxy proxy = new FaultProxy(REDIS.port());
        opened.add(proxy);
        connect(profile("127.0.0.1", proxy.port(), "moderator", false), "pw");
        await(() -> rig().words("#detail-name").equals("mira") && !rig().disabled("#ban-button"));
        proxy.cut();
        await(() -> rig().visible("#lost-banner"));
        try (Jedis jedis = REDIS.jedis()) {
            jedis.aclSetUser("moderator", "-evalsha");
        }
        proxy.heal();
        rig().press("retry-button");

        await(() -> !rig().visible("#lost-banner") && rig().disabled("#ban-button"));
        await(() -> rig().allWords("#detail").stream().anyMatch(words -> words.contains("may not act on users")));
    }

    @Test
    void aWrongPasswordIsAskedAgain() {
        connect(profile("127.0.0.1", REDIS.port(), "moderator", false), "wrong");

        await(() -> rig().visible("#password-dialog"));
        assertThat(rig().words("#password-refused")).contains("refuses the user name or password");
    }

    @Test
    void aRedisThatWantsAPasswordOfTheDefaultUserIsAskedOne() {
        try (Jedis jedis = REDIS.jedis()) {
            jedis.configSet("requirepass", "hush");
        }
        try {
            connect(profile("127.0.0.1", REDIS.port(), "", false), "");
            await(() -> rig().visible("#password-dialog"));
            assertThat(rig().words("#password-refused")).contains("asks for a password");
        } finally {
            try (Jedis jedis = new Jedis("127.0.0.1", REDIS.port())) {
                jedis.auth("hush");
                jedis.configSet("requirepass", "");
            }
        }
    }

    @Test
    void aLoginWithoutAnyRightHereIsToldWhichItNeeds() {
        try (Jedis jedis = REDIS.jedis()) {
            jedis.aclSetUser("viewer", "resetkeys", "~other:*");
        }
        connect(profile("127.0.0.1", REDIS.port(), "viewer", false), "pw");

        assertThat(failure()).contains("denies a right", "ratewarden acl");
    }

    @Test
    void aRefusedConnectionIsTold() {
        connect(profile("127.0.0.1", RedisServerExtension.freePort(), "", false), "");

        assertThat(failure()).contains("cannot be reached; start it, or correct the host and port");
    }

    @Test
    void aHostThatNobodyKnowsIsTold() {
        connect(profile("no-such-host.invalid", 6379, "", false), "");

        assertThat(failure()).contains("no-such-host.invalid", "knows no host of that name");
    }

    @Test
    void tlsToAServerWithoutItIsTold() {
        connect(profile("127.0.0.1", REDIS.port(), "", true), "");

        assertThat(failure()).contains("TLS");
    }

    @Test
    void aServerThatAnswersGarbageIsTold() throws IOException {
        connect(profile("127.0.0.1", server("HTTP/1.1 400 Bad Request\r\n\r\n"), "", false), "");

        assertThat(failure()).contains("answers what no Redis would");
    }

    @Test
    void aServerThatHangsUpAtOnceIsTold() throws IOException {
        connect(profile("127.0.0.1", server(""), "", false), "");

        assertThat(failure()).contains("hung up at once");
    }

    /** Says this to each client, and hangs up. */
    private int server(String words) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    if (!words.isEmpty()) {
                        client.getInputStream().read(new byte[1_000]);
                        client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                        client.shutdownOutput();
                        client.getInputStream().readAllBytes();
                    }
                } catch (IOException e) {
                    // The test is over, or the client went first.
                }
            }
        });
        return server.getLocalPort();
    }

    @Test
    void whileAServerHangsTheWindowLivesAndThenSaysSo() {
        FaultProxy proxy = new FaultProxy(REDIS.port());
        opened.add(proxy);
        proxy.stallAnswers();
        AtomicLong last = new AtomicLong();
        AtomicLong longestNanos = new AtomicLong();
        AnimationTimer heart = new AnimationTimer() {
            @Override
            public void handle(long now) {
                long before = last.getAndSet(System.nanoTime());
                longestNanos.accumulateAndGet(before == 0 ? 0 : last.get() - before, Math::max);
            }
        };
        WaitForAsyncUtils.waitForAsyncFx(10_000, heart::start);
        connect(profile("127.0.0.1", proxy.port(), "", false), "");
        await(() -> rig().visible("#connections-cancel"));

        assertThat(failure()).contains("does not answer within 2000 ms");
        assertThat(Duration.ofNanos(longestNanos.get()))
                .as("between two frames: it did not wait for the server")
                .isLessThan(Duration.ofMillis(1_900));
        WaitForAsyncUtils.waitForAsyncFx(10_000, heart::stop);
    }

    @Test
    void aTestOfTheConnectionSaysWhatDoctorSays() {
        profiles(profile("127.0.0.1", REDIS.port(), "", false));
        rig().press("profile-test");

        await(() -> rig().allWords("#findings").contains("reachable"));
        assertThat(rig().allWords("#findings"))
                .contains("version", "rights", "persistence", "keyspace", "decay")
                .anyMatch(words -> words.contains("ratewarden policies rules --decay 1"));
    }

    @Test
    void aTestOfAWrongPortIsOneLineWithTheCause() {
        profiles(profile("127.0.0.1", RedisServerExtension.freePort(), "", false));
        rig().press("profile-test");

        await(() -> rig().allWords("#findings").contains("FAIL"));
        assertThat(rig().words("#findings-summary")).isEqualTo("1 to mend now");
        assertThat(rig().allWords("#findings")).anyMatch(words -> words.contains("cannot be reached"));
    }

    private void profiles(ConnectionProfile profile) {
        new ProfileFolder(folder, InstantSource.system()).save(profile, null);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> rig().window().begin());
        await(() ->
                rig().visible("#profile-test") && rig().words("#profile-title").equals("Packs"));
    }
}
