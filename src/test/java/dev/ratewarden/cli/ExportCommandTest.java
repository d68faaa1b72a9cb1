package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.UserPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void somebodyIsThere() {
        shell.run("check", "bob", "pack_create", "--times", "10");
        shell.store.describe(Map.of("bob", "=HYPERLINK(\"http://x\")"));
        shell.run("ban", "carol", "--for", "1d", "--reason", "raid", "--operator", "kim");
    }

    @Test
    void usersAreExportedWithDefusedCellsAndIsoTimes() {
        assertThat(shell.run("export", "users").out())
                .startsWith("id,name,tier,score,violations,lastAction,lastViolationAt,")
                .contains("bob,\"'=HYPERLINK(\"\"http://x\"\")\",BLOCKED,100.0,5,pack_create,2027-01-15T08:00:00Z,")
                .contains("carol,,NORMAL,0.0,0,,,2027-01-15T08:00:00Z,2027-01-16T08:00:00Z,raid,kim,,\r\n");
        JsonNode json = json("export", "users", "--json");
        assertThat(json).hasSize(2);
        assertThat(json.toString()).contains("\"name\":\"=HYPERLINK", "\"score\":100,", "\"bannedUntil\":null");
    }

    @Test
    void everythingElseIsExportedTheSameWay() {
        assertThat(json("export", "bans", "--format", "json").toString())
                .isEqualTo(
                        "[{\"id\":\"carol\",\"reason\":\"raid\",\"until\":\"2027-01-16T08:00:00Z\",\"operator\":\"kim\","
                                + "\"since\":\"2027-01-15T08:00:00Z\",\"name\":null}]");
        assertThat(json("export", "events", "--format", "json").size())
                .isEqualTo(
                        shell.run("events", "--limit", "100", "--json").json().size());
        assertThat(shell.run("export", "events").out())
                .contains(
                        "at,severity,type,userId,action,where,score,folded,figures",
                        "\"\"operator\"\":\"\"kim\"\",\"\"reason\"\":\"\"raid\"\"");
        assertThat(shell.run("export", "audit").out())
                .contains("auditId,at,type,userId,operator,login", ",BAN,carol,kim,,raid,2027-01-16T08:00:00Z,");
        shell.nowMs += 10_000;
        assertThat(json("export", "audit", "--json", "--since", "5s")).isEmpty();
        assertThat(json("export", "events", "--json", "--until", "2027-01-01")).isEmpty();
        assertThat(shell.run("export", "users", "--since", "5s").error(ExitCode.USAGE))
                .contains("--since");
    }

    @Test
    void aReasonForgesNoFigure() {
        shell.run("ban", "dave", "--operator", "kim", "--reason", "r\",\"operator\":\"boss; operator=boss");

        List<String> figures = CsvRows.read(shell.run("export", "events").out()).stream()
                .filter(row -> row.cells().contains("dave"))
                .map(row -> row.cells().getLast())
                .toList();

        assertThat(figures).isNotEmpty();
        assertThat(Json.read("figures", figures.getFirst()).get("operator").asString())
                .isEqualTo("kim");
    }

    @Test
    void pagesAreReadToTheEndAndNobodyStandsTwice() {
        FakeModerationStore store = new FakeModerationStore();
        store.pages = after -> after == null
                ? new UserPage(List.of(FakeModerationStore.user("a", 1), FakeModerationStore.user("b", 1)), "x")
                : new UserPage(List.of(FakeModerationStore.user("b", 1), FakeModerationStore.user("c", 1)), null);
        shell.people = store;

        assertThat(shell.run("export", "users").out().lines()).hasSize(4);
    }

    @Test
    void nothingHalfWrittenStaysAndNothingIsOverwrittenUnasked() throws IOException {
        Path file = folder.resolve("users.csv");
        assertThat(shell.run("export", "users", "--output", file.toString(), "--json")
                        .json()
                        .get("rows")
                        .asInt())
                .isEqualTo(2);
        String before = Files.readString(file);
        assertThat(shell.run("export", "users", "--output", file.toString()).error(ExitCode.USAGE))
                .contains("already there", "--force");

        FakeModerationStore store = new FakeModerationStore();
        store.pages = after -> {
            if (after != null) {
                throw new StoreUnavailableException("Redis at x does not answer", null);
            }
            return new UserPage(List.of(FakeModerationStore.user("a", 1)), "x");
        };
        shell.people = store;
        assertThat(shell.run("export", "users", "--output", file.toString(), "--force")
                        .error(ExitCode.FAILURE))
                .contains("does not answer");
        assertThat(Files.readString(file)).isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
        assertThat(shell.run(
                                "export",
                                "users",
                                "--output",
                                folder.resolve("no/where").toString())
                        .error(ExitCode.USAGE))
                .contains("folder is not there");
        assertThat(shell.run("export", "all").error(ExitCode.USAGE)).contains("all", "USERS");
    }

    @Test
    void theConnectionIsExportedWithoutItsPassword() throws IOException {
        Path file = folder.resolve("community.properties");
        String uri =
                "redis-sentinel://mod:sec%3Aret@s1.example,s2.example/mymaster/3?timeout=100ms&sentinel-password=hush";

        Run run = shell.run("--redis", uri, "--prefix", "px:", "profile", "export", "--output", file.toString());

        assertThat(run.out()).contains("never written", "RATEWARDEN_REDIS_PASSWORD");
        assertThat(Files.readString(file))
                .contains(
                        "uri = redis-sentinel://s1.example:26379,s2.example:26379/mymaster/3",
                        "prefix = px:",
                        "user = mod",
                        "timeout = 100ms")
                .doesNotContain("ret", "hush");
        shell.opened.clear();
        assertThat(shell.run("--settings", file.toString(), "status").exitCode())
                .isZero();
        assertThat(shell.opened.getFirst()).contains("s1.example:26379,s2.example:26379", "mymaster", "/3 prefix");
        Run json = shell.run("profile", "export", "--json");
        assertThat(json.json().toString()).isEqualTo("{\"uri\":\"redis://shared:6379\",\"prefix\":\"rw:\"}");
        assertThat(shell.run("--demo", "profile", "export").error(ExitCode.USAGE))
                .contains("demo");
        assertThat(shell.run("profile").error(ExitCode.USAGE)).contains("export");
    }

    private JsonNode json(String... line) {
        return JsonMapper.shared().readTree(shell.run(line).out());
    }
}
