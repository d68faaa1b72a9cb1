package dev.ratewarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command and every option of the program stands on its page, in the section of its command. */
class CommandLinePageTest {
    private String page = "";
    private final CommandLine program = program();

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("src/site/markdown/command-line.md"));
    }

    @Test
    void everyCommandStandsInTheTableAndInASynopsis() {
        assertThat(program.getSubcommands()).hasSizeGreaterThan(20);
        program.getSubcommands().forEach((name, command) -> {
            assertThat(page).as(name).containsPattern("\\| `" + name + "[` ]");
            if (!List.of("status").contains(name)) {
                assertThat(section(name)).as(name).contains("ratewarden " + name);
            }
            command.getSubcommands()
                    .keySet()
                    .forEach(each -> assertThat(section(name)).containsPattern("ratewarden " + name + " \\[?" + each));
        });
    }

    @Test
    void everyOptionStandsInTheSectionOfItsCommand() {
        Set<String> global = names(program).collect(Collectors.toSet());
        assertThat(global).allSatisfy(option -> assertThat(page).contains(option));
        program.getSubcommands()
                .forEach((name, command) -> Stream.concat(
                                Stream.of(command), command.getSubcommands().values().stream())
                        .flatMap(CommandLinePageTest::names)
                        .filter(option -> !global.contains(option))
                        .forEach(option -> assertThat(section(name)).as(name).contains(option)));
    }

    @Test
    void everyCommandHasAnExampleOrAFooterAndADescriptionThatFitsALine() {
        for (String name : List.of(
                "reset",
                "ban",
                "unban",
                "exempt",
                "unexempt",
                "note",
                "override",
                "forget",
                "undo",
                "events",
                "policies",
                "import",
                "export",
                "completion",
                "profile",
                "init")) {
            CommandLine command =
                    java.util.Objects.requireNonNull(program.getSubcommands().get(name));
            assertThat(String.join("\n", command.getCommandSpec().usageMessage().footer()))
                    .as(name)
                    .contains("Example");
        }
    }

    private static Stream<String> names(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName);
    }

    /** What stands below the heading that names the command. */
    private String section(String command) {
        return Arrays.stream(page.split("(?m)^## "))
                .filter(section -> List.of(
                                section.lines().findFirst().orElse("").split(", "))
                        .contains(command))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section for " + command));
    }

    private static CommandLine program() {
        Shell shell = new Shell();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
        return CommandLineFace.command(
                new Session(shell.services(), Map.of(), Terminal.plain(nowhere, nowhere), new GlobalOptions()));
    }
}
