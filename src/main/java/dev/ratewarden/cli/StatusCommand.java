package dev.ratewarden.cli;

import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "status", description = "The community in figures.")
final class StatusCommand extends CommunityCommand {

    StatusCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {}

    @Override
    Report run(Community community, Settings settings) {
        Statistics statistics = community
                .moderation(settings.operator())
                .snapshot(UserQuery.highAbuse(1))
                .statistics();
        return Report.ok(json(statistics), text(statistics));
    }

    static ObjectNode json(Statistics statistics) {
        return Json.object()
                .put("usersTracked", statistics.usersTracked())
                .put("highAbuse", statistics.highAbuse())
                .put("blocked", statistics.blocked())
                .put("banned", statistics.banned())
                .put("totalViolations", statistics.totalViolations())
                .put("allowed", statistics.allowed())
                .put("denied", statistics.denied());
    }

    static String text(Statistics statistics) {
        return new Table("", ">")
                .row("Users tracked", Words.count(statistics.usersTracked()))
                .row("High abuse (50+)", Words.count(statistics.highAbuse()))
                .row("Blocked", Words.count(statistics.blocked()))
                .row("Banned", Words.count(statistics.banned()))
                .row("Total violations", Words.count(statistics.totalViolations()))
                .row("Checks allowed", Words.count(statistics.allowed()))
                .row("Checks denied", Words.count(statistics.denied()))
                .toString();
    }
}
