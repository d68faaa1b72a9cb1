package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import org.jspecify.annotations.Nullable;
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
        Moderation moderation = community.moderation(settings.operator());
        Statistics statistics = moderation.snapshot(UserQuery.highAbuse(1)).statistics();
        CommunityProfile profile = moderation.profile();
        String environment =
                profile.environment() == null ? null : profile.environment().word();
        return Report.ok(
                json(statistics).put("name", profile.name()).put("environment", environment),
                heading(profile.name(), environment) + text(statistics));
    }

    private static String heading(@Nullable String name, @Nullable String environment) {
        if (name == null && environment == null) {
            return "";
        }
        String shown = name == null ? "Community" : Text.visible(name);
        return (environment == null ? "%s%n%n" : "%s (%s)%n%n").formatted(shown, environment);
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
