package dev.ratewarden;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.cli.Logging;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs several commands in one process: what the packaged program's ahead-of-time cache is trained with, which keeps what one process
 * loaded, linked and profiled. Not for people.
 */
public final class Rehearsal {

    private static final String BETWEEN = "+";

    private Rehearsal() {}

    /**
     * Ends the process with the number of commands that failed.
     *
     * @param arguments of one command after the other, with a + between them
     */
    public static void main(String[] arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Logging.configure(Map.of(), System.err);
        CommandLineFace face = new CommandLineFace(Ratewarden.services(), Map.of());
        int failed = 0;
        for (List<String> command : commands(List.of(arguments))) {
            failed += face.run(command, nowhere, System.err) == 0 ? 0 : 1;
        }
        System.exit(failed);
    }

    static List<List<String>> commands(List<String> arguments) {
        List<List<String>> commands = new ArrayList<>();
        List<String> rest = arguments;
        for (int end = rest.indexOf(BETWEEN); end >= 0; end = rest.indexOf(BETWEEN)) {
            commands.add(rest.subList(0, end));
            rest = rest.subList(end + 1, rest.size());
        }
        commands.add(rest);
        return commands;
    }
}
