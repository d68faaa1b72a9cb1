package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.dashboard.connections.ConnectionProfile.Shape;
import dev.ratewarden.dashboard.connections.Passwords;
import dev.ratewarden.dashboard.connections.ProfileField;
import dev.ratewarden.dashboard.connections.Profiles.Listing;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.store.redis.RedisSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles in files of their own, which the command reads as well. */
class ProfileFolderTest {

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private ProfileFolder profiles = new ProfileFolder(folder, InstantSource.system());

    @BeforeEach
    void open() {
        folder = home.resolve("ratewarden").resolve("profiles");
        profiles = new ProfileFolder(folder, InstantSource.system());
    }

    private static ConnectionProfile profile(String name, Shape shape, String hosts, String master, String database) {
        return new ConnectionProfile(
                name,
                shape,
                hosts,
                master,
                database,
                false,
                "",
                "",
                "",
                "mod",
                "packs:",
                true,
                Environment.PRODUCTION,
                Map.of("read-timeout", "5s"));
    }

    private static ConnectionProfile simple(String name) {
        return profile(name, Shape.STANDALONE, "redis.example:6380", "", "2");
    }

    static Stream<ConnectionProfile> each() {
        return Stream.of(
                simple("Pixel Packs"),
                profile("Sentinel", Shape.SENTINEL, "a.example:26379, b.example:26380", "packs", ""),
                profile("Cluster #1", Shape.CLUSTER, "[2001:db8::7]:6379, b.example:6379", "", ""));
    }

    @ParameterizedTest
    @MethodSource("each")
    void whatIsSavedIsReadBackTheSameByTheWindowAndByTheCommand(ConnectionProfile profile) {
        profiles.save(profile, null);

        assertThat(profiles.list().profiles()).containsExactly(profile);
        RedisSettings settings = RedisSettings.load(folder.resolve(profile.name() + ".rwprofile"));
        assertThat(settings.prefix()).isEqualTo("packs:");
        assertThat(settings.readTimeoutMs()).isEqualTo(5_000);
        assertThat(settings.toString()).contains("mod@");
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() {
        assertThat(profiles.list()).isEqualTo(new Listing(List.of(), List.of(), null, false));
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        profiles.save(simple("a"), null);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a.rwprofile"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anotherNameMovesTheFileAndStaysTheOneThatWasUsedLast() {
        profiles.save(simple("old"), null);
        profiles.used("old");
        profiles.save(simple("new"), "old");

        assertThat(profiles.list().profiles())
                .extracting(ConnectionProfile::name)
                .containsExactly("new");
        assertThat(profiles.list().last()).isEqualTo("new");
    }

    @Test
    void aNewOneNeverTakesThePlaceOfAFileThatItIsNot() throws IOException {
        profiles.save(simple("mine"), null);
        Path broken = folder.resolve("broken.rwprofile");
        Files.writeString(broken, "flavour = sweet\n");
        ProfileFolder otherWindow = new ProfileFolder(folder, InstantSource.system());
        otherWindow.save(profile("theirs", Shape.STANDALONE, "their.example:6379", "", ""), null);

        for (String name : List.of("broken", "theirs")) {
            for (String former : Arrays.asList(null, "mine")) {
                assertThat(profiles.save(simple(name), former)).hasValueSatisfying(problem -> {
                    assertThat(problem.field()).isEqualTo(ProfileField.NAME);
                    assertThat(problem.words()).contains(name + ".rwprofile", "choose another name");
                });
            }
        }
        assertThat(broken).hasContent("flavour = sweet\n");
        assertThat(profiles.list().profiles())
                .extracting(ConnectionProfile::hosts)
                .containsExactly("redis.example:6380", "their.example:6379");
    }

    @Test
    void onlyItsOwnFilesStayInTheFolder() throws IOException {
        profiles.save(simple("a"), null);
        profiles.save(simple("a"), "a");
        profiles.save(simple("a"), null);
        profiles.used("a");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.rwprofile", "last-used");
        }
    }

    @Test
    void twoWindowsThatWriteAtOnceDoNotDisturbEachOther() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Callable<Object>> windows = Stream.of("a", "b")
                    .<Callable<Object>>map(name -> () -> {
                        ProfileFolder window = new ProfileFolder(folder, InstantSource.system());
                        window.save(simple(name), null);
                        for (int i = 0; i < 100; i++) {
                            window.save(simple(name), name);
                            window.used(name);
                        }
                        return name;
                    })
                    .toList();
            for (Future<Object> each : pool.invokeAll(windows)) {
                each.get();
            }
        }
        assertThat(profiles.list().profiles()).containsExactly(simple("a"), simple("b"));
    }

    @Test
    void deletingTakesTheFileAwayAndNothingElse() {
        profiles.save(simple("a"), null);
        profiles.save(simple("b"), null);
        profiles.used("a");
        profiles.delete("a");

        assertThat(profiles.list().profiles())
                .extracting(ConnectionProfile::name)
                .containsExactly("b");
        assertThat(profiles.list().last()).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithTheCauseAndHidesNoOther() throws IOException {
        profiles.save(simple("good"), null);
        Files.writeString(folder.resolve("bad.rwprofile"), "uri = redis://h\nflavour = sweet\n");
        Files.writeString(folder.resolve("worse.rwprofile"), "uri = redis://h\nread-only = perhaps\n");

        Listing listing = profiles.list();
        assertThat(listing.profiles()).extracting(ConnectionProfile::name).containsExactly("good");
        assertThat(listing.unreadable()).hasSize(2);
        assertThat(listing.unreadable().getFirst()).contains("bad.rwprofile", "flavour");
        assertThat(listing.unreadable().getLast()).contains("worse.rwprofile", "read-only", "true or false");
    }

    @Test
    void aMailedFileIsReadWithoutThePasswordThatSomebodyLeftInIt() throws IOException {
        Path file = home.resolve("mailed.rwprofile");
        Files.writeString(
                file,
                "uri = redis://kim:secret@redis.example/3\nca=ignored.pem\nprefix = packs:\nenvironment = staging\n"
                        .replace("ca=ignored.pem\n", ""));

        ConnectionProfile read = profiles.read(file);

        assertThat(read.name()).isEqualTo("mailed");
        assertThat(read.hosts()).isEqualTo("redis.example:6379");
        assertThat(read.database()).isEqualTo("3");
        assertThat(read.user()).isEqualTo("kim");
        assertThat(read.expected()).isEqualTo(Environment.STAGING);
        assertThat(read.toString()).doesNotContain("secret");
        profiles.save(read, null);
        assertThat(Files.readString(folder.resolve("mailed.rwprofile"))).doesNotContain("secret");
    }

    @Test
    void aDamagedFileIsNamedWithWhatAModeratorCanDo() throws IOException {
        for (byte[] content : new byte[][] {{}, {(byte) 0xff, 0, 1}, "prefx = a".getBytes(StandardCharsets.UTF_8)}) {
            Path file = home.resolve("guild.rwprofile");
            Files.write(file, content);

            assertThatThrownBy(() -> profiles.read(file))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageStartingWith(
                            "\"guild.rwprofile\" is no connection that could be read; have it sent again.");
        }
    }

    @Test
    void anEnvironmentThatIsNoneIsRefusedByItsName() throws IOException {
        Path file = home.resolve("odd.rwprofile");
        Files.writeString(file, "uri = redis://h\nenvironment = live\n");

        assertThatThrownBy(() -> profiles.read(file))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("environment")
                .hasMessageContaining("\"live\"");
    }

    @Test
    void aFileForTlsThatIsMissingIsToldAtItsField() {
        ConnectionProfile wrong = new ConnectionProfile(
                "a",
                Shape.STANDALONE,
                "h",
                "",
                "",
                true,
                home.resolve("none.pem").toString(),
                "",
                "",
                "",
                "rw:",
                false,
                Environment.UNSTATED,
                Map.of());

        assertThat(profiles.problem(wrong)).hasValueSatisfying(problem -> {
            assertThat(problem.field()).isEqualTo(ProfileField.CA);
            assertThat(problem.words()).contains("none.pem", "no such file");
        });
        assertThat(profiles.problem(simple("a"))).isEmpty();
    }

    @Test
    void passwordsShowNowhere() {
        assertThat(new Passwords("hush", "hush").toString()).doesNotContain("hush");
        assertThat(ProfileSettings.redis(simple("a"), new Passwords("hush", "hush"))
                        .toString())
                .doesNotContain("hush")
                .contains("mod:***@");
    }

    @Test
    void whatIsExportedIsWhatIsKept() throws IOException {
        Path file = home.resolve("out.rwprofile");
        profiles.write(simple("Pixel Packs"), file);

        assertThat(profiles.read(file)).isEqualTo(simple("Pixel Packs"));
        assertThat(Files.readString(file)).doesNotContain("password =");
    }
}
