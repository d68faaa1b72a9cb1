package dev.ratewarden.cli;

import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of the command.
 *
 * @param services what it was handed
 * @param environment the process's environment variables
 * @param out takes the result, and nothing else
 * @param err takes logs, progress and errors
 * @param before the global options given before the command's name
 */
record Session(
        Services services, Map<String, String> environment, PrintStream out, PrintStream err, GlobalOptions before) {

    /** @param own the global options given after the command's name */
    Settings settings(GlobalOptions own) {
        return Settings.of(own.over(before), environment);
    }

    int print(Report report, boolean json) {
        return print(json ? Json.line(report.json()) : report.text(), report.exitCode());
    }

    int print(String text, int exitCode) {
        out.print(text);
        if (!text.endsWith("\n")) {
            out.println();
        }
        if (out.checkError()) {
            complain("the result could not be written to the standard output");
            return ExitCode.FAILURE;
        }
        return exitCode;
    }

    /** One line on standard error. */
    void complain(@Nullable String message) {
        err.println("ratewarden: " + Errors.oneLine(message));
    }
}
