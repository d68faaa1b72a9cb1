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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command and every option of the program stands on its page, in the section of its command. */
class CommandLinePageTest {
    private static final Pattern OPTION = Pattern.compile("(?<![A-Za-z0-9_-])--[a-z][a-z0-9-]*");
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
        assertThat(words(page)).containsAll(global);
        program.getSubcommands()
                .forEach((name, command) -> Stream.concat(
                                Stream.of(command), command.getSubcommands().values().stream())
                        .flatMap(CommandLinePageTest::names)
                        .filter(option -> !global.contains(option))
                        .forEach(option ->
                                assertThat(words(section(name))).as(name).contains(option)));
    }

    @Test
    void everyCommandHasAnExample() {
        program.getSubcommands()
                .forEach((name, command) -> assertThat(String.join(
                                "\n", command.getCommandSpec().usageMessage().footer()))
                        .as(name)
                        .contains("Example"));
    }

    @Test
    void everyOptionOnThePageIsOneOfTheProgram() {
        Set<String> known = Stream.concat(everyCommand(), Stream.of(program))
                .flatMap(command -> command.getCommandSpec().options().stream())
                .flatMap(option -> Arrays.stream(option.names()))
                .collect(Collectors.toSet());
        // Of other programs, and the page's own example of an id.
        known.addAll(List.of("--odd-id"));
        assertThat(words(page)).isSubsetOf(known);
    }

    private Stream<CommandLine> everyCommand() {
        return program.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream()));
    }

    /** The options that are written in the text, each as a whole word. */
    private static Set<String> words(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
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
