package dev.ratewarden.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The whole command: arguments in, result out, exit status back. Thread-safe: it keeps nothing between runs. */
public final class CommandLineFace {
    private static final Logger LOG = System.getLogger(CommandLineFace.class.getName());
    private static final int HELP_WIDTH = 100;
    private final Services services;
    private final Map<String, String> environment;

    /** @param environment the process's environment variables */
    public CommandLineFace(Services services, Map<String, String> environment) {
        this.services = services;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs one command on the calling thread. Never throws.
     *
     * @param out takes the result alone
     * @param err takes progress and errors
     * @return see {@link ExitCode}
     */
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, Terminal.plain(out, err));
    }

    /** The same with input, and with somebody who may watch. */
    public int run(List<String> arguments, Terminal terminal) {
        Session session = new Session(services, environment, terminal, new GlobalOptions());
        CommandLine command = command(Commands.meantBy(arguments, session), session);
        int exitCode = command.execute(arguments.toArray(String[]::new));
        terminal.out().flush();
        terminal.err().flush();
        return exitCode;
    }

    /** With every subcommand. */
    static CommandLine command(Session session) {
        return command(Commands.meantBy(List.of(), session), session);
    }

    private static CommandLine command(Collection<Object> subcommands, Session session) {
        CommandLine command = new CommandLine(new RatewardenCommand(session));
        subcommands.forEach(command::addSubcommand);
        addHelp(command);
        // Ids come from strangers and may look like anything: no @files, no prefixes of commands or options.
        return command.setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setAllowSubcommandsAsOptionParameters(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .registerConverter(long.class, new WholeNumber())
                .registerConverter(int.class, text -> WholeNumber.small(new WholeNumber().convert(text)))
                .registerConverter(Integer.class, text -> WholeNumber.small(new WholeNumber().convert(text)))
                .setOut(new PrintWriter(session.out(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((error, arguments) -> {
                    session.complain(Errors.usage(error));
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((error, which, parsed) -> {
                    LOG.log(Level.DEBUG, "The command failed", error);
                    session.complain(Errors.message(error));
                    return Errors.exitCode(error);
                });
    }

    private static void addHelp(CommandLine command) {
        command.getSubcommands().values().forEach(CommandLineFace::addHelp);
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(() ->
                new String[] {"ratewarden " + Version.current().words()});
        command.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
    }
}
