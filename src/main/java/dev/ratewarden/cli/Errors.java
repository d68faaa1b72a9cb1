package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.Text;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as one line that names the input and the remedy. */
final class Errors {
    private static final int MAX_LENGTH = 600;

    private Errors() {}

    static int exitCode(Throwable error) {
        return error instanceof InvalidRequestException ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    static String message(Throwable error) {
        String said = String.valueOf(error.getMessage());
        if (error instanceof RatewardenException) {
            return said;
        }
        if (error instanceof UncheckedIOException) {
            return "input or output failed: " + said;
        }
        return "unexpected error %s: %s; set RATEWARDEN_LOG=debug to see where, and please report it"
                .formatted(error.getClass().getSimpleName(), said);
    }

    /** What was wrong with the command line, in our words where picocli's are unclear. */
    static String usage(ParameterException error) {
        CommandLine command = error.getCommandLine();
        String help = "; see " + command.getCommandSpec().qualifiedName() + " --help";
        String option = error instanceof MissingParameterException || error instanceof UnmatchedArgumentException
                ? firstUnknownOption(command)
                : null;
        if (option != null) {
            return "unknown option %s; an argument that starts with a dash, such as a text or an id, goes after -- "
                            .formatted(quoted(option))
                            .strip()
                    + help;
        }
        if (error instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().getFirst();
            boolean noCommandYet = command.getParent() == null;
            return (noCommandYet ? "unknown command " : "unexpected argument ")
                    + quoted(first)
                    + didYouMean(unmatched)
                    + help;
        }
        String said = String.valueOf(error.getMessage());
        return Character.toLowerCase(said.charAt(0)) + said.substring(1) + help;
    }

    /** Control characters are shown, not obeyed, and an overlong message is cut. */
    static String oneLine(@Nullable String message) {
        String line = Text.visible(String.valueOf(message));
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }

    private static String didYouMean(UnmatchedArgumentException error) {
        List<String> close = error.getSuggestions();
        return close.isEmpty() ? "" : ": did you mean " + String.join(" or ", close) + "?";
    }

    private static @Nullable String firstUnknownOption(CommandLine command) {
        return command.getUnmatchedArguments().stream()
                .filter(argument -> argument.length() > 1 && argument.startsWith("-"))
                .findFirst()
                .orElse(null);
    }

    private static String quoted(String input) {
        return dev.ratewarden.limiter.Inputs.quote(input);
    }
}
