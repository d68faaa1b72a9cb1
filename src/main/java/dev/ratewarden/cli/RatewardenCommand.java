package dev.ratewarden.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the command does without a subcommand: it opens the dashboard. */
@Command(
        name = "ratewarden",
        description = "Keeps abusers out of community bots: check limits, see who abuses what, reset, ban and unban.",
        synopsisSubcommandLabel = "[COMMAND]",
        footer = {
            "",
            "Exit status: 0 fine or allowed, 1 failed, 2 wrong usage, 3 denied.",
            "Example: ratewarden --redis redis://localhost:6379 ban 1234 --for 7d --reason spam"
        })
final class RatewardenCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private final GlobalOptions options;

    RatewardenCommand(Session session) {
        this.session = session;
        this.options = session.before();
    }

    @Override
    public Integer call() {
        return new DashboardCommand(session).call();
    }
}
