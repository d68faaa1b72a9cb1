package dev.ratewarden.cli;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command.
 *
 * @param services what it was handed
 * @param environment the process's environment variables
 * @param terminal where it reads and writes
 * @param before the global options given before the command's name
 */
record Session(Services services, Map<String, String> environment, Terminal terminal, GlobalOptions before) {

    /** The same for the commands of a group, which also know the options given before their own name. */
    Session within(GlobalOptions group) {
        group.earlier = before;
        return new Session(services, environment, terminal, group);
    }

    /** Takes the result, and nothing else. */
    PrintStream out() {
        return terminal.out();
    }

    /** Takes logs, progress and errors. */
    PrintStream err() {
        return terminal.err();
    }

    /** @param own the global options given after the command's name */
    Settings settings(GlobalOptions own) {
        return Settings.of(own.over(before), environment);
    }

    int print(Report report, boolean json) {
        if (report.json().isMissingNode()) {
            return written(report.exitCode());
        }
        return print(json ? Json.line(report.json()) : report.text(), report.exitCode());
    }

    int print(String text, int exitCode) {
        out().print(text);
        if (!text.endsWith("\n")) {
            out().println();
        }
        return written(exitCode);
    }

    /** The exit status of a command whose result is printed, or was to be. */
    int written(int exitCode) {
        if (out().checkError()) {
            complain("the result could not be written to the standard output");
            return ExitCode.FAILURE;
        }
        return exitCode;
    }

    /** One line on standard error. */
    void complain(@Nullable String message) {
        err().println("ratewarden: " + Errors.oneLine(message));
    }
}
