package dev.ratewarden.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is allowed: the group of the commands about it. Without one of them it lists. */
@Command(
        name = "policies",
        description = "What is allowed: lists, shows, sets and removes policies, moves them in and out.",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Examples:",
            "  ratewarden policies",
            "  ratewarden policies set play_song --strategy sliding_window --limit 5 --window 1m"
        })
final class PoliciesCommand implements Callable<Integer> {
    private final PolicyListCommand list;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    private PoliciesCommand(Session session) {
        this.list = new PolicyListCommand(session.within(options));
    }

    static CommandLine group(Session outside) {
        PoliciesCommand group = new PoliciesCommand(outside);
        Session session = outside.within(group.options);
        CommandLine command = new CommandLine(group);
        List.of(
                        new PolicyListCommand(session),
                        new PolicyShowCommand(session),
                        new PolicySetCommand(session),
                        new PolicyRemoveCommand(session),
                        new PolicyHistoryCommand(session),
                        new PolicyExportCommand(session),
                        new PolicyImportCommand(session),
                        new PolicyValidateCommand(session),
                        new PolicySwitchCommand(session),
                        new PolicyRulesCommand(session))
                .forEach(command::addSubcommand);
        return command;
    }

    @Override
    public Integer call() {
        return list.call();
    }
}
