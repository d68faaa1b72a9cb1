package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Which commands are made for which arguments: the one that is named, and all where that is not plain. */
class CommandsTest {

    private final Session session =
            new Session(new Shell().services(), Map.of(), Terminal.plain(System.out, System.err), new GlobalOptions());

    static List<String> names() {
        return List.copyOf(CommandLineFace.command(new CommandsTest().session)
                .getSubcommands()
                .keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aCommandThatIsNamedIsMadeByThatName(String name) {
        assertThat(meantBy(name, "--json")).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "--demo status", "--json --redis=redis://h status --help", "status ban"})
    void theOthersAreNotMadeThen(String line) {
        assertThat(meantBy(line.split(" ", -1))).containsExactly("status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--help", "stauts", "--operator ban status", "--redis redis://h status", "completion bash"})
    void allAreMadeWhereItIsNotPlainWhichOneIsNamed(String line) {
        assertThat(meantBy(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .containsExactlyElementsOf(names());
    }

    @Test
    void theHelpListsThemAll() {
        assertThat(names())
                .startsWith("dashboard", "check", "status")
                .endsWith("profile", "completion")
                .hasSize(30);
    }

    private List<String> meantBy(String... arguments) {
        return Commands.meantBy(List.of(arguments), session).stream()
                .map(made -> (made instanceof CommandLine line ? line : new CommandLine(made)).getCommandName())
                .toList();
    }
}
