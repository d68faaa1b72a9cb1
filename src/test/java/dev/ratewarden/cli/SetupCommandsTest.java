package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupCommandsTest {
    private final Shell shell = new Shell();

    @Test
    void initHandsOnWhatWasSaid() {
        Shell.Run run = shell.run(
                "init", "--name", "Pixel Packs", "--env", "Staging", "--colour", "#3B82F6", "--shards", "4", "--json");

        assertThat(run.json().toString())
                .isEqualTo("{\"name\":\"Pixel Packs\",\"environment\":\"staging\",\"colour\":\"#3B82F6\"}");
        assertThat(shell.opened).containsExactly("redis://shared:6379/0 prefix rw: shards 4");
        assertThat(shell.run("init", "--name", "Pixel Packs").out()).contains("Pixel Packs");
    }

    @ParameterizedTest
    @CsvSource({
        "--env,live,production",
        "--colour,red,#3b82f6",
        "--name,' ',visible",
        "--shards,many,many",
        "--demo,--json,--redis"
    })
    void whatCannotBeIsRefused(String option, String value, String remedy) {
        assertThat(shell.run("init", option, value).error(ExitCode.USAGE)).contains(remedy);
        assertThat(shell.opened).isEmpty();
    }

    @Test
    void initHandsOnTheDecayOfANewCommunity() {
        assertThat(shell.run("init", "--decay", "1").exitCode()).isZero();
        assertThat(shell.opened).containsExactly("redis://shared:6379/0 prefix rw: shards null decay 1.0");
        assertThat(shell.run("init", "--decay", "-1").error(ExitCode.USAGE)).contains("decayPerHour");
        assertThat(shell.run("init", "--decay", "fast").error(ExitCode.USAGE)).contains("fast");
    }

    @Test
    void aclPrintsTheLineAndConnectsToNothing() {
        assertThat(shell.run("acl", "botty", "--role", "bot").out().strip()).isEqualTo("botty bot null null");
        assertThat(shell.run("acl", "v", "--role", "viewer", "--prefix", "px:")
                        .out()
                        .strip())
                .isEqualTo("v viewer px: null");
        assertThat(shell.opened).isEmpty();
    }

    @Test
    void aGeneratedPasswordIsShownOnceAndStandsInTheLineAsItsHash() {
        Shell.Run run = shell.run("acl", "v", "--role", "viewer", "--generate", "--json");

        String password = run.json().get("password").asString();
        assertThat(password).matches("[0-9a-f]{48}");
        assertThat(run.json().get("line").asString())
                .matches("v viewer null [0-9a-f]{64}")
                .doesNotContain(password);
        assertThat(shell.run("acl", "v", "--role", "viewer", "--generate").out())
                .doesNotContain(password);
    }

    @Test
    void aclNeedsARoleThatThereIs() {
        assertThat(shell.run("acl", "v").error(ExitCode.USAGE)).contains("--role");
        assertThat(shell.run("acl", "v", "--role", "king").error(ExitCode.USAGE))
                .contains("king");
    }
}
