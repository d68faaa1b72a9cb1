package dev.ratewarden.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of what concerns the connection itself. */
@Command(
        name = "profile",
        description = "The connection to a community.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: ratewarden --redis redis://bot@redis.example profile export --output community.properties"
        })
final class ProfileCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ProfileCommand() {}

    static CommandLine group(Session session) {
        return new CommandLine(new ProfileCommand()).addSubcommand(new ProfileExportCommand(session));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part of profile? There is export");
    }
}
