package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.CommunityReport.Handed;
import dev.ratewarden.inspection.CommunityReport.StreamSize;
import dev.ratewarden.inspection.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsCommandTest {

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @Test
    void printsWhatAStrictReaderReads() {
        Shell.Run run = shell.run("metrics");
        assertThat(run.exitCode()).isZero();
        Map<String, Double> samples = OpenMetricsReader.read(run.out());

        assertThat(samples)
                .containsEntry("ratewarden_checks_total{prefix=rw:,action=pack_create,result=allowed}", 9_000.0)
                .containsEntry("ratewarden_checks_total{prefix=rw:,action=pack_create,result=denied}", 700.0)
                .containsEntry("ratewarden_violations_total{prefix=rw:,action=pack_create}", 456.0)
                .containsEntry("ratewarden_shadow_denials_total{prefix=rw:,action=pack_create}", 5.0)
                .containsEntry("ratewarden_users{prefix=rw:,state=tracked}", 247.0)
                .containsEntry("ratewarden_users{prefix=rw:,state=high}", 12.0)
                .containsEntry("ratewarden_users{prefix=rw:,state=blocked}", 3.0)
                .containsEntry("ratewarden_users{prefix=rw:,state=banned}", 1.0)
                .containsEntry("ratewarden_instances{prefix=rw:,state=live}", 2.0)
                .containsEntry("ratewarden_instances{prefix=rw:,state=silent}", 0.0)
                .containsEntry("ratewarden_instances{prefix=rw:,state=catching_up}", 0.0)
                .containsEntry("ratewarden_journal_backlog_checks{prefix=rw:}", 0.0)
                .containsEntry("ratewarden_dropped_checks{prefix=rw:}", 0.0)
                .containsEntry("ratewarden_dropped_events_total{prefix=rw:}", 3.0)
                .containsEntry("ratewarden_stream_entries{prefix=rw:,stream=events}", 10.0)
                .containsEntry("ratewarden_stream_bytes{prefix=rw:,stream=checks}", 700.0)
                .containsEntry("ratewarden_check_log_oldest_age_seconds{prefix=rw:}", 86_400.0)
                .containsEntry("ratewarden_users_pruned_total{prefix=rw:}", 3.0)
                .containsEntry("ratewarden_users_evicted_total{prefix=rw:}", 0.0)
                .containsEntry("ratewarden_records_unreadable_total{prefix=rw:}", 0.0)
                .containsEntry("ratewarden_watched{prefix=rw:}", 1.0)
                .containsEntry("ratewarden_policy_revision{prefix=rw:}", 7.0)
                .containsEntry("ratewarden_round_trip_seconds{prefix=rw:}", 123.4e-6);
    }

    @Test
    void aLabelForgesNothing() {
        Map<String, Double> samples =
                OpenMetricsReader.read(shell.run("metrics").out());
        assertThat(samples.keySet())
                .filteredOn(name -> name.contains("odd\"\\"))
                .isNotEmpty()
                .allMatch(name -> !name.contains("\n"));
    }

    @Test
    void whatIsNotKnownHasNoSampleAndTheHelpSaysWhy() {
        CommunityReport all = Inspected.community();
        shell.inspection = new Inspection(
                Inspected.server(),
                new CommunityReport(
                        all.prefix(),
                        all.version(),
                        all.shards(),
                        all.nowMs(),
                        all.profile(),
                        all.statistics(),
                        List.of(),
                        0,
                        0,
                        all.totals(),
                        List.of(),
                        List.of(new StreamSize("events", 10, null)),
                        new Handed(null, List.of(), null, 0)),
                null);
        String out = shell.run("metrics").out();
        Map<String, Double> samples = OpenMetricsReader.read(out);
        assertThat(samples.keySet())
                .noneMatch(name -> name.startsWith("ratewarden_stream_bytes")
                        || name.startsWith("ratewarden_check_log")
                        || name.startsWith("ratewarden_journal")
                        || name.startsWith("ratewarden_dropped_checks"));
        assertThat(samples).containsEntry("ratewarden_watched{prefix=rw:}", 0.0);
        assertThat(out)
                .contains("# HELP ratewarden_stream_bytes", "Left out: this login may not ask MEMORY USAGE")
                .contains("Left out: no check is logged");
    }

    @Test
    void writesAFileInOneStep() throws IOException {
        Path file = folder.resolve("ratewarden.prom");
        Files.writeString(file, "old");
        Shell.Run run = shell.run("metrics", "--output", file.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(OpenMetricsReader.read(Files.readString(file))).isNotEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        assertThat(shell.run(
                                "metrics",
                                "--output",
                                folder.resolve("no/such/x.prom").toString())
                        .error(ExitCode.FAILURE))
                .contains("x.prom");
        assertThat(shell.run("metrics", "--output", folder.toString()).error(ExitCode.USAGE))
                .contains("is a folder");
    }

    @Test
    void whereRedisIsAwayTheOldFileStays() throws IOException {
        shell.away = true;
        Path file = Files.writeString(folder.resolve("x.prom"), "old");
        shell.run("metrics", "--output", file.toString()).error(ExitCode.FAILURE);
        assertThat(file).hasContent("old");
    }

    @Test
    void anEmptyKeyspaceAndADemoAreErrors() {
        shell.inspection = new Inspection(Inspected.server(), null, "keyspace rw: is empty; start a bot there");
        assertThat(shell.run("metrics").error(ExitCode.FAILURE)).contains("is empty");
        shell.environment.clear();
        assertThat(shell.run("metrics", "--demo").error(ExitCode.USAGE)).contains("demo");
    }

    @Test
    void asJsonEachSampleIsAnObject() {
        var json = shell.run("metrics", "--json").json();
        assertThat(json.size()).isGreaterThan(20);
        assertThat(json.get(0).get("name").asString()).isEqualTo("ratewarden_checks_total");
        assertThat(json.get(0).get("labels").get("action").asString()).isEqualTo("pack_create");
        assertThat(json.get(0).get("value").asDouble()).isEqualTo(9_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# EOF",
                "# a comment\n# EOF\n",
                "# TYPE a counter\na 1\n# EOF\n",
                "# TYPE a_bytes gauge\n# UNIT a_bytes seconds\n# EOF\n",
                "# TYPE a gauge\na{x=\"1\"} 1\na{x=\"1\"} 2\n# EOF\n",
                "# TYPE a gauge\na{x=\"\"\"} 1\n# EOF\n",
                "# TYPE a gauge\na 1\n# HELP a b\n# EOF\n"
            })
    void theReaderOfThisTestIsStrict(String text) {
        assertThatThrownBy(() -> OpenMetricsReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
