package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.Shell.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateAndDashboardTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path folder;

    @Test
    void simulatePrintsWhatItCountedAndItsProgressApart() {
        Run run = shell.run("simulate", "--seconds", "3", "--speed", "60", "--seed", "-9223372036854775808", "--json");

        assertThat(run.out().strip())
                .isEqualTo("{\"checks\":1000,\"allowed\":900,\"denied\":100,\"violations\":80,\"degraded\":0}");
        assertThat(run.err()).isEqualTo("half done" + System.lineSeparator());
        assertThat(shell.simulated.getFirst().seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(Shell.described(
                        Objects.requireNonNull(shell.simulated.getFirst().redis())))
                .isEqualTo("redis://shared:6379/0 prefix rw:");
    }

    @Test
    void simulateRunsInMemoryWhereNoRedisIsNamed() {
        shell.run("--demo", "simulate");
        shell.environment.clear();
        shell.run("simulate");

        assertThat(shell.simulated).hasSize(2).allMatch(request -> request.redis() == null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seconds 0",
                "--seconds -1",
                "--seconds 100000",
                "--speed 0",
                "--speed -2",
                "--speed NaN",
                "--speed fast",
                "--seed x",
                "--seed 9223372036854775808"
            })
    void simulateRefusesWhatCannotBe(String options) {
        shell.run(("simulate " + options).split(" ")).error(ExitCode.USAGE);

        assertThat(shell.simulated).isEmpty();
    }

    @Test
    void theDashboardOpensWhatIsNamedAndElseLetsTheWindowChoose() {
        shell.environment.put("DISPLAY", ":0");
        assertThat(shell.run().exitCode()).isZero();
        shell.environment.remove("RATEWARDEN_REDIS");
        shell.run("--operator", "kim");
        shell.run("dashboard", "--demo", "--theme", "dark", "--zoom", "150", "--page", "connections");

        assertThat(shell.windows.stream()
                        .map(DashboardLauncher.Request::source)
                        .map(source -> source == null ? "nothing" : Shell.described(source)))
                .containsExactly("redis://shared:6379/0 prefix rw:", "nothing", "Demo[]");
        assertThat(shell.windows.get(1).operator()).isEqualTo("kim");
        assertThat(shell.windows.get(1).zoomPercent()).isZero();
        assertThat(shell.windows.getLast())
                .extracting("theme", "zoomPercent", "page")
                .containsExactly(DashboardLauncher.Theme.DARK, 150, DashboardLauncher.Page.CONNECTIONS);
    }

    @Test
    void aConnectionsFileIsShownInsteadOfWhatTheEnvironmentNames() throws Exception {
        shell.environment.put("DISPLAY", ":0");
        Path file = Files.createFile(folder.resolve("guild.rwprofile"));

        assertThat(shell.run("dashboard", file.toString()).exitCode()).isZero();

        assertThat(shell.windows.getLast().profile()).isEqualTo(file);
        assertThat(shell.windows.getLast().source()).isNull();
    }

    @Test
    void aConnectionsFileThatIsMissingOrOneOfTwoSourcesIsRefused() throws Exception {
        shell.environment.put("DISPLAY", ":0");
        String file = Files.createFile(folder.resolve("guild.rwprofile")).toString();

        assertThat(shell.run("dashboard", "gild.rwprofile").error(ExitCode.USAGE))
                .contains("gild.rwprofile", "no such file");
        assertThat(shell.run("--demo", "dashboard", file).error(ExitCode.USAGE)).contains("guild.rwprofile", "--demo");
        assertThat(shell.windows).isEmpty();
    }

    @Test
    void aPageThatWasNamedIsNotTakenForNone() {
        shell.environment.put("DISPLAY", ":0");
        shell.run("dashboard");
        shell.run("dashboard", "--page", "overview");

        assertThat(shell.windows)
                .extracting(DashboardLauncher.Request::page)
                .containsExactly(null, DashboardLauncher.Page.OVERVIEW);
    }

    @Test
    void aPrefixWithoutItsRedisIsRefused() {
        shell.environment.put("DISPLAY", ":0");
        shell.environment.remove("RATEWARDEN_REDIS");

        assertThat(shell.run("dashboard", "--prefix", "other:").error(ExitCode.USAGE))
                .contains("--prefix", "--redis");
        assertThat(shell.windows).isEmpty();
    }

    @Test
    void withoutADisplayItSaysWhatToDoInstead() {
        assertThat(shell.run("dashboard").error(ExitCode.FAILURE)).contains("DISPLAY", "--snapshot");
        assertThat(shell.windows).isEmpty();
    }

    @Test
    void withoutADisplayTheDemoDrawsItselfAndTellsHowToGetAWindow() {
        Path file = folder.resolve("demo.png");

        Run run = shell.run("--demo", "dashboard", "--snapshot-if-headless", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(shell.drawn).containsExactly(file);
        assertThat(run.out()).startsWith(file.toString()).contains("247", "456", "To get a window");
        assertThat(run.err()).contains("DISPLAY");
    }

    @Test
    void aDisplayThatCannotBeOpenedCountsAsNone() {
        shell.environment.putAll(Map.of("DISPLAY", ":99"));
        shell.noWindow = "GTK 3 is missing";
        String file = folder.resolve("demo.png").toString();

        assertThat(shell.run("--demo", "dashboard", "--snapshot-if-headless", file)
                        .err())
                .contains("GTK 3 is missing");
        assertThat(shell.run("dashboard").error(ExitCode.FAILURE)).contains("GTK 3 is missing");
        assertThat(shell.drawn).hasSize(1);
    }

    @Test
    void aSnapshotNeedsNoDisplayAndPrintsItsPathAndTheFigures() {
        String file = folder.resolve("a.PNG").toString();

        Run run = shell.run("dashboard", "--snapshot", file, "--after", "0.5", "--page", "overview", "--json");

        assertThat(run.json().get("snapshot").asString()).isEqualTo(file);
        assertThat(run.json().get("usersTracked").asLong()).isEqualTo(247);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aPictureThatCannotBeIsRefusedAtOnce() {
        for (String options : new String[] {
            "--snapshot " + folder.resolve("a.jpg"),
            "--snapshot " + folder.resolve("missing/a.png"),
            "--snapshot " + folder.resolve("a.png") + " --after -1",
            "--snapshot " + folder.resolve("a.png") + " --after NaN",
            "--snapshot " + folder.resolve("a.png") + " --theme pink",
            "--snapshot " + folder.resolve("a.png") + " --page nowhere",
            "--snapshot " + folder.resolve("a.png") + " --zoom 79",
            "--snapshot " + folder.resolve("a.png") + " --zoom 201",
            "--zoom large",
            "--after 3"
        }) {
            shell.run(("dashboard " + options).split(" ")).error(ExitCode.USAGE);
        }
        assertThat(shell.drawn).isEmpty();
    }
}
