package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.inspection.Inspection;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {

    private final Shell shell = new Shell();

    @Test
    void whereAllIsWellEachLineIsOk() {
        Shell.Run run = shell.run("doctor");
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out().lines()).hasSize(18).allMatch(line -> line.startsWith("OK "));
    }

    @Test
    void asJsonEachLineIsAnObject() {
        var json = shell.run("doctor", "--json").json();
        assertThat(json.get("fails").asInt()).isZero();
        assertThat(json.get("findings").size()).isEqualTo(18);
        assertThat(json.get("findings").get(0).get("level").asString()).isEqualTo("ok");
        assertThat(json.get("findings").get(0).get("remedy").isNull()).isTrue();
    }

    @Test
    void aRedisThatIsAwayIsAFailWithItsCause() {
        shell.away = true;
        Shell.Run run = shell.run("doctor");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).startsWith("FAIL  reachable").contains("does not answer");
        assertThat(run.out().lines()).hasSize(1);
    }

    @Test
    void anEmptyKeyspaceIsAFail() {
        shell.inspection = new Inspection(Inspected.server(), null, "keyspace rw: is empty; start a bot there");
        Shell.Run run = shell.run("doctor");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.out()).contains("FAIL  keyspace", "start a bot");
    }

    @Test
    void aDemoIsRefused() {
        shell.environment.clear();
        assertThat(shell.run("doctor", "--demo").error(ExitCode.USAGE)).contains("demo");
    }
}
