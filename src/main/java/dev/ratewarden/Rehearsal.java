package dev.ratewarden;

import dev.ratewarden.cli.CommandLineFace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs several commands in one process: what the packaged program's ahead-of-time cache is trained with, which keeps what one process
 * loaded, linked and profiled. Not for people.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Ends the process with the number of commands that failed.
     *
     * @param commands each as one argument, its words separated by single spaces
     */
    public static void main(String[] commands) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        CommandLineFace face = new CommandLineFace(Ratewarden.services(), Map.of());
        int failed = 0;
        for (String command : commands) {
            failed += face.run(List.of(command.split(" ", -1)), nowhere, System.err) == 0 ? 0 : 1;
        }
        System.exit(failed);
    }
}
