package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.Instances.Outage;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "status",
        description = "The community in figures.",
        footer = {"", "Example: ratewarden status --json"})
final class StatusCommand extends CommunityCommand {

    StatusCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {}

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        Snapshot snapshot = moderation.snapshot(UserQuery.highAbuse(1));
        Enforcement enforcement = moderation.policies().enforcement();
        CommunityProfile profile = moderation.profile();
        String environment =
                profile.environment() == null ? null : profile.environment().word();
        return Report.ok(
                json(snapshot.statistics())
                        .put("enforcement", enforcement.name())
                        .put("botsLive", snapshot.instances().live())
                        .put("watcher", snapshot.instances().watcher())
                        .set("latestOutage", json(snapshot.instances().latestOutage()))
                        .put("name", profile.name())
                        .put("environment", environment),
                heading(profile.name(), environment) + text(snapshot, enforcement));
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

    private static JsonNode json(@Nullable Outage outage) {
        return outage == null
                ? JsonNodeFactory.instance.nullNode()
                : Json.object()
                        .put("instance", outage.instance())
                        .put("fromMs", outage.fromMs())
                        .put("untilMs", outage.untilMs())
                        .put("checks", outage.checks());
    }

    private static String text(Snapshot snapshot, Enforcement enforcement) {
        String policies = switch (enforcement) {
            case ENFORCE -> "enforced";
            case SHADOW -> "on trial";
            case OFF -> "off";
        };
        String watcher = snapshot.instances().watcher();
        Table table = table(snapshot.statistics())
                .row("Policies", policies)
                .row("Bots live", Words.count(snapshot.instances().live()))
                .row("Watched by", watcher == null ? "nobody" : Text.visible(watcher));
        Outage outage = snapshot.instances().latestOutage();
        return outage == null
                ? table.toString()
                : "%s%n%nLatest outage: %s was without the store from %s for %s and decided %s itself; all are merged."
                        .formatted(
                                table,
                                Text.visible(outage.instance()),
                                Words.moment(outage.fromMs()),
                                Durations.words(outage.untilMs() - outage.fromMs()),
                                Words.plural(outage.checks(), "check"));
    }

    static String text(Statistics statistics) {
        return table(statistics).toString();
    }

    private static Table table(Statistics statistics) {
        return new Table("", ">")
                .row("Users tracked", Words.count(statistics.usersTracked()))
                .row("High abuse (50+)", Words.count(statistics.highAbuse()))
                .row("Blocked", Words.count(statistics.blocked()))
                .row("Banned", Words.count(statistics.banned()))
                .row("Total violations", Words.count(statistics.totalViolations()))
                .row("Checks allowed", Words.count(statistics.allowed()))
                .row("Checks denied", Words.count(statistics.denied()));
    }
}
