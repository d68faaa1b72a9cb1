package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalOptionsTest {
    private final Shell shell = new Shell();

    @Test
    void standBeforeOrAfterTheCommand() {
        String before = shell.run("--json", "--redis", "redis://a:1/2", "--prefix", "x:", "status")
                .out();
        String after = shell.run("status", "--json", "--redis", "redis://a:1/2", "--prefix", "x:")
                .out();

        assertThat(before).isEqualTo(after).startsWith("{");
        assertThat(shell.opened).hasSize(2).containsOnly(shell.opened.getFirst());
        assertThat(shell.opened.getFirst()).isEqualTo("redis://a:1/2 prefix x:");
    }

    @Test
    void bothPlacesAtOnceAreFineAndTheLaterWins() {
        assertThat(shell.run("--json", "--demo", "status", "--json").out()).startsWith("{");
        shell.run("--redis", "redis://a", "status", "--redis", "redis://b");
        shell.run("--redis", "redis://a", "status", "--demo");

        assertThat(shell.opened).containsExactly("Demo[]", "redis://b:6379/0 prefix rw:", "Demo[]");
    }

    @Test
    void valuesMayLookLikeCommands() {
        shell.run("--operator", "user", "--reason", "status", "ban", "ban");

        assertThat(shell.store.audit(1).getFirst())
                .extracting(entry -> entry.userId(), entry -> entry.operator(), entry -> entry.reason())
                .containsExactly("ban", "user", "status");
    }

    @Test
    void theEnvironmentNamesTheRedisUnlessAnOptionDoes() {
        shell.run("status");
        shell.environment.clear();
        shell.environment.putAll(Map.of("REDIS_HOST", "h", "REDIS_PORT", "7000"));
        shell.run("status");
        shell.environment.remove("REDIS_PORT");
        shell.run("status");
        shell.run("--redis", "redis://option", "status");

        assertThat(shell.opened)
                .containsExactly(
                        "redis://shared:6379/0 prefix rw:",
                        "redis://h:7000/0 prefix rw:",
                        "redis://h:6379/0 prefix rw:",
                        "redis://option:6379/0 prefix rw:");
    }

    @Test
    void withoutARedisACommandSaysHowToNameOne() {
        shell.environment.clear();

        for (List<String> command : List.of(
                List.of("status"),
                List.of("users"),
                List.of("user", "u"),
                List.of("check", "u", "payment"),
                List.of("ban", "u"))) {
            assertThat(shell.run(command.toArray(String[]::new)).error(ExitCode.USAGE))
                    .contains("--redis", "RATEWARDEN_REDIS", "--demo");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:6379",
                "http://localhost",
                "redis://",
                "redis:///0",
                "redis://h:99999",
                "redis://h:x",
                "redis://h/zero",
                "redis://h?db=0",
                "redis://u:secret@h:1:2",
                "redis://u:se#cret@h",
                "rediss://u:secret @h",
                ""
            })
    void aRedisAddressThatCannotBeIsRefusedWithoutShowingItsPassword(String uri) {
        assertThat(shell.run("status", "--redis", uri).error(ExitCode.USAGE))
                .contains("--redis", "redis://[user:password@]host")
                .doesNotContain("secret")
                .doesNotContain("cret@");
        shell.environment.put("RATEWARDEN_REDIS", uri.isEmpty() ? "x" : uri);
        assertThat(shell.run("status").error(ExitCode.USAGE))
                .contains("RATEWARDEN_REDIS")
                .doesNotContain("secret");
    }

    @Test
    void aBadPortInTheEnvironmentIsNamed() {
        shell.environment.clear();
        shell.environment.putAll(Map.of("REDIS_HOST", "h", "REDIS_PORT", "many"));

        assertThat(shell.run("status").error(ExitCode.USAGE)).contains("REDIS_PORT", "many");
    }

    @Test
    void contradictionsAndBadPrefixesAreRefused() {
        assertThat(shell.run("--demo", "--redis", "redis://h", "status").error(ExitCode.USAGE))
                .contains("--demo");
        assertThat(shell.run("status", "--prefix", "{g}:").error(ExitCode.USAGE))
                .contains("{g}:");
        assertThat(shell.run("status", "--prefix", "").error(ExitCode.USAGE)).contains("--prefix");
        assertThat(shell.run("ban", "u", "--operator", " ").error(ExitCode.USAGE))
                .contains("--operator");
        assertThat(shell.opened.size()).isLessThanOrEqualTo(1);
    }

    @Test
    void aStoreThatIsAwayIsOneLineAndOne() {
        shell.away = true;

        assertThat(shell.run("status", "--redis", "redis://u:secret@h").error(ExitCode.FAILURE))
                .contains("does not answer")
                .doesNotContain("secret");
    }

    @Test
    void helpAndVersionAreResults() {
        assertThat(shell.run("--version").out())
                .matches("ratewarden \\d+\\.\\d+\\.\\d+\\S*( \\(\\S+, \\d{4}-\\d\\d-\\d\\d\\))?\\R");
        assertThat(shell.run("check", "--version").exitCode()).isZero();
        for (String command : List.of(
                "dashboard",
                "check",
                "status",
                "users",
                "user",
                "history",
                "reset",
                "ban",
                "unban",
                "simulate",
                "init",
                "acl")) {
            Shell.Run help = shell.run(command, "--help");
            assertThat(help.out()).startsWith("Usage: ratewarden " + command).contains("--redis", "--json");
            assertThat(help.exitCode()).isZero();
        }
        assertThat(shell.opened).isEmpty();
    }

    @Test
    void anUnknownCommandIsAnsweredWithAGuess() {
        assertThat(shell.run("statsu").error(ExitCode.USAGE)).contains("statsu", "did you mean status");
        assertThat(shell.run("--bogus", "status").error(ExitCode.USAGE)).contains("--bogus");
        assertThat(shell.run("status", "--json=maybe").error(ExitCode.USAGE)).contains("maybe");
    }
}
