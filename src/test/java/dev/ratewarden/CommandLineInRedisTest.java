package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.ExitCode;
import dev.ratewarden.cli.Terminal;
import dev.ratewarden.dashboard.connections.ConnectionProfile;
import dev.ratewarden.store.redis.RedisServerExtension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What moves in, out and in bulk, as the program is wired, against a real Redis. */
class CommandLineInRedisTest {
    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @TempDir
    private Path folder = Path.of("unset");

    private String input = "";

    private record Run(int exitCode, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    @Test
    void aListOfBansMovesInAndOutAndInAgain() {
        run("check", "alice", "pack_create");
        input = IntStream.range(0, 300)
                .mapToObj(i -> "u%d,raid,%s".formatted(i, i % 2 == 0 ? "" : "2035-01-01T00:00:00Z"))
                .collect(Collectors.joining("\n", "id,reason,until\n", "\n"));

        assertThat(run("import", "bans", "-").out()).contains("300 bans: 300 banned");
        assertThat(run("import", "bans", "-").out()).contains("0 banned", "300 banned so already");

        String file = folder.resolve("bans.csv").toString();
        assertThat(run("export", "bans", "--output", file).out()).contains("Wrote 300 rows");
        input = IntStream.range(0, 300).mapToObj(i -> "u" + i).collect(Collectors.joining("\n"));
        assertThat(run("unban", "-").out()).contains("300 of 300 users done");
        assertThat(run("export", "bans", "--json").json()).isEmpty();
        assertThat(run("import", "bans", file).out()).contains("300 banned");
        assertThat(run("export", "users", "--json").json()).hasSize(301);
        assertThat(run("export", "audit", "--json").json()).hasSizeGreaterThanOrEqualTo(900);
        assertThat(run("export", "events", "--json").json()).hasSizeGreaterThanOrEqualTo(900);
    }

    @Test
    void aProfileThatIsExportedIsOneThatTheWindowOpensAndTheCommandReads() {
        Path file = folder.resolve("packs.rwprofile");
        run("check", "alice", "pack_create");
        assertThat(run("profile", "export", "--output", file.toString()).exitCode())
                .isZero();

        ConnectionProfile opened = ProfileSettings.read(file);

        assertThat(opened.name()).isEqualTo("packs");
        assertThat(opened.hosts()).isEqualTo("127.0.0.1:" + REDIS.port());
        ProfileFolder profiles = new ProfileFolder(folder, InstantSource.system());
        profiles.save(opened.named("Kept"), null);
        assertThat(run("status", "--settings", folder.resolve("Kept.rwprofile").toString(), "--json")
                        .json()
                        .get("usersTracked")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void everyActOnAUserIsDoneSeenAndTakenBack() {
        run("check", "alice", "pack_create", "--times", "10");
        String exempt = run("exempt", "alice", "--for", "7d", "--json")
                .json()
                .get("auditId")
                .asString();

        assertThat(run("check", "alice", "pack_create", "--json")
                        .json()
                        .get("reason")
                        .asString())
                .isEqualTo("EXEMPT");
        assertThat(run("undo", exempt).out()).contains("alice is as before: score 100, blocked");
        assertThat(run("note", "alice", "a brother").exitCode()).isZero();
        assertThat(run("override", "alice", "api_call", "500").exitCode()).isZero();
        JsonNode user = run("user", "alice", "--json").json();
        assertThat(user.get("note").get("text").asString()).isEqualTo("a brother");
        assertThat(user.get("overrides").get("api_call").asLong()).isEqualTo(500);
        assertThat(run("events", "--user", "alice", "--type", "USER_*", "--json")
                        .json())
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(run("forget", "alice", "--yes").out()).contains("Forgot alice");
        assertThat(run("user", "alice").exitCode()).isEqualTo(ExitCode.FAILURE);
    }

    @Test
    void policiesMoveFromOneCommunityToAnother() {
        run("check", "alice", "pack_create");
        run("policies", "set", "pack_create", "--limit", "1", "--reason", "test");
        run("policies", "set", "payment", "--shadow", "--limit", "2");
        String file = folder.resolve("policies.json").toString();
        assertThat(run("policies", "export", "--output", file).exitCode()).isZero();

        assertThat(run("init", "--prefix", "other:").err()).isEmpty();
        assertThat(run("policies", "import", file, "--prefix", "other:").out()).contains("Changed 8, left 0");
        assertThat(run("policies", "import", file, "--prefix", "other:").out()).contains("Changed 0, left 8");
        assertThat(run("check", "bob", "pack_create", "--prefix", "other:", "--times", "2")
                        .exitCode())
                .isEqualTo(ExitCode.DENIED);
        assertThat(run("policies", "history", "--json")
                        .json()
                        .get(1)
                        .get("what")
                        .asString())
                .isEqualTo("pack_create");
    }

    @Test
    void theDecayOfANewCommunityIsSetOnceAndThenByItsRules() {
        assertThat(run("init", "--decay", "1.5").exitCode()).isZero();
        assertThat(run("policies", "rules", "--json")
                        .json()
                        .get("rules")
                        .get("decayPerHour")
                        .asDouble())
                .isEqualTo(1.5);
        Run again = run("init", "--decay", "2");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(again.err()).contains("this one is there", "nothing was changed", "policies rules --decay");
        assertThat(run("init", "--name", "Pixel Packs").exitCode()).isZero();
    }

    @Test
    void theTrailSaysWhoSetTheDecayAndWhy() {
        assertThat(run("init", "--decay", "1", "--reason", "a\nb").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run("init", "--operator", "kim", "--reason", "why", "--decay", "1")
                        .exitCode())
                .isZero();

        JsonNode entry = run("audit", "--json").json().get(0);
        assertThat(entry.get("type").asString()).isEqualTo("RULES");
        assertThat(entry.get("operator").asString()).isEqualTo("kim");
        assertThat(entry.get("reason").asString()).isEqualTo("why");
    }

    @Test
    void followingPrintsWhatHappensMeanwhile() {
        run("check", "alice", "pack_create");
        int[] looks = {0};

        Run followed = run(
                ms -> {
                    if (looks[0]++ == 0) {
                        run("ban", "alice");
                        return true;
                    }
                    return false;
                },
                "events",
                "--follow",
                "--json");

        assertThat(followed.json().get("type").asString()).isEqualTo("USER_BANNED");
    }

    private Run run(String... arguments) {
        return run(ms -> false, arguments);
    }

    private Run run(Terminal.Pause pause, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLineFace(Ratewarden.services(), Map.of())
                .run(
                        Stream.concat(Stream.of("--redis", REDIS.uri()), Stream.of(arguments))
                                .toList(),
                        new Terminal(
                                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                false,
                                InstantSource.system(),
                                pause));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
