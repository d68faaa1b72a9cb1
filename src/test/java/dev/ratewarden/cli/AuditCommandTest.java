package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.ModeratorAction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {
    private final Shell shell = new Shell();

    private void twoActions() {
        shell.store.act("ann", new ModeratorAction.Ban(null), "lee", "spam\u202E");
        shell.nowMs += 60_000;
        shell.store.act("bob", new ModeratorAction.Note("a\nb"), "kim", "");
    }

    @Test
    void theListShowsTheNewestFirstWithNothingThatForgesALine() {
        twoActions();

        Shell.Run run = shell.run("audit");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out()).contains("a\\u{a}b", "spam\\u{202e}", "for good").containsSubsequence("bob", "ann");
        assertThat(shell.run("audit", "--user", "ann").out().lines()).hasSize(2);
        assertThat(shell.run("audit", "--limit", "1").out().lines()).hasSize(2);
        assertThat(shell.run("audit", "--since", "2027-01-15T08:00:30Z").out())
                .contains("bob")
                .doesNotContain("ann");
        assertThat(shell.run("audit", "--user", "nobody").out()).startsWith("No such entries");
    }

    @Test
    void asJsonTheLoginStandsBesideTheOperator() {
        twoActions();

        JsonNode json = shell.run("audit", "--json").json();
        assertThat(json).hasSize(2);
        assertThat(json.get(1).get("operator").asString()).isEqualTo("lee");
        assertThat(json.get(1).has("login")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--verify --seal,exclude",
        "--seal,--key-file",
        "--verify --seal-file s,--key-file",
        "--key-file k,--verify",
        "--archive d,--verify",
        "--limit 0,--limit",
        "--verify --limit 5,--limit are for the list",
        "--since yesterday,--since",
        "--verify --user ann,--user"
    })
    void whatDoesNotGoTogetherIsRefused(String given, String named) {
        assertThat(shell.run(("audit " + given).split(" ")).error(ExitCode.USAGE))
                .contains(named);
        assertThat(shell.audit.evidence).isEmpty();
    }

    @Test
    void aWholeTrailEndsWithZeroAndSaysWhatItCouldNotCheck() {
        shell.audit.report = new AuditReport(
                List.of(new AuditReport.Chain("0", 12, 0, 12, 0)),
                List.of(),
                List.of("there is no seal"),
                List.of("x"));

        Shell.Run run = shell.run("audit", "--verify", "--archive", "dir");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Whole: 12 entries checked in 1 chain.");
        assertThat(run.out()).contains("Could not be checked: there is no seal.", "Note: x.", "bots' memory");
        assertThat(shell.audit.evidence).containsExactly(new AuditDesk.Evidence(null, null, Path.of("dir")));
        assertThat(shell.run("audit", "--verify", "--json").json().get("whole").asBoolean())
                .isTrue();
    }

    @Test
    void aBrokenTrailEndsWithOneAndNamesTheFirstBrokenLinkOnOneLine() {
        shell.audit.report = new AuditReport(
                List.of(),
                List.of(
                        new AuditReport.Break("7", "7-3", AuditReport.Kind.MISSING, "the entry is\nmissing"),
                        new AuditReport.Break("9", "", AuditReport.Kind.HEAD, "the head does not fit")),
                List.of(),
                List.of());

        Shell.Run run = shell.run("audit", "--verify");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out().lines().findFirst())
                .hasValue("BROKEN: chain 7, entry 7-3: the entry is\\u{a}missing (and 1 more)");
        Shell.Run json = shell.run("audit", "--verify", "--json");
        assertThat(json.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(json.json().get("breaks").get(0).get("kind").asString()).isEqualTo("MISSING");
    }

    @Test
    void sealingPrintsTheSeal() {
        Shell.Run run = shell.run("audit", "--seal", "--key-file", "k", "--seal-file", "s");

        assertThat(run.json().get("version").asInt()).isEqualTo(1);
        assertThat(shell.audit.evidence).containsExactly(new AuditDesk.Evidence(Path.of("k"), Path.of("s"), null));
    }

    @Test
    void aKeyThatOthersMayReadIsSaidOnStandardError() {
        shell.audit.concern = "key file k can be read by others";

        Shell.Run run = shell.run("audit", "--seal", "--key-file", "k");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("read by others");
        assertThat(shell.run("audit", "--verify").err()).isEmpty();
    }

    @Test
    void anExportIsALineOfJsonForEachEntryExactlyAsItIsStored() {
        shell.audit.foreign = 1;

        Shell.Run run = shell.run("audit", "--export");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).doesNotContain("\u202E");
        JsonNode first =
                JsonMapper.shared().readTree(run.out().lines().findFirst().orElseThrow());
        assertThat(first.get("entry").asString()).isEqualTo("{\"id\":\"7-1\",\"reason\":\"a\u202Eb\"}");
        assertThat(run.err()).contains("1 entry left out");
    }

    @Test
    void aKeyIsMadeWithoutAnyRedis() {
        shell.environment.clear();

        assertThat(shell.run("audit", "--new-key", "seal.key").out()).contains("seal.key");
        assertThat(shell.audit.keys).containsExactly(Path.of("seal.key"));
        assertThat(shell.run("audit").error(ExitCode.USAGE)).contains("--redis");
    }
}
