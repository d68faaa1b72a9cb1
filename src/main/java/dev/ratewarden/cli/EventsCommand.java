package dev.ratewarden.cli;

import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.Moderation;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "events",
        description = "What happened: denials, blocks, moderators' actions, outages; newest first.",
        footer = {
            "",
            "Examples:",
            "  ratewarden events --severity CRITICAL --since 24h",
            "  ratewarden events --follow --type 'RATE_LIMIT_EXCEEDED_*' --json"
        })
final class EventsCommand implements Callable<Integer> {
    private static final int DEFAULT_LIMIT = 50;
    private final Session session;

    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    @Option(names = "--follow", description = "Prints events as they come, oldest first, until Ctrl+C.")
    private boolean follow;

    @Option(
            names = "--severity",
            paramLabel = "S",
            description = "This and more urgent ones: ${COMPLETION-CANDIDATES}.")
    private SecurityEvent.@Nullable Severity severity;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only this type, such as USER_AUTO_BLOCKED, or those that start so: 'RATE_LIMIT_EXCEEDED_*'.")
    private @Nullable String type;

    @Option(names = "--user", paramLabel = "ID", description = "Only about this user.")
    private @Nullable String user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not before: 2h or 7d (ago), 2026-11-24, 2026-11-24T18:30 (with Z for UTC), or epoch ms.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Before; written the same way. Not with --follow.")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, up to 100000. Default: 50")
    private @Nullable Integer limit;

    EventsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Settings settings = session.settings(options);
        if (follow && (until != null || limit != null)) {
            throw new InvalidRequestException(
                    "--follow goes on until Ctrl+C: leave %s away".formatted(until != null ? "--until" : "--limit"));
        }
        EventQuery query = query();
        if (follow) {
            return new Following(session, settings, query).run();
        }
        Report report;
        try (Community community = session.services().communities().open(settings.requiredSource())) {
            Moderation moderation = community.moderation(settings.operator());
            List<SecurityEvent> events = moderation.events(query);
            report = report(query, events, Named.of(moderation, events.stream().map(SecurityEvent::userId)));
        }
        return session.print(report, settings.json());
    }

    private EventQuery query() {
        if (user != null) {
            CommunityCommand.requireUserId(user);
        }
        long nowMs = session.terminal().clock().millis();
        ZoneId zone = ZoneId.systemDefault();
        return new EventQuery(
                severity,
                type,
                user,
                When.optional("--since", since, nowMs, zone),
                When.optional("--until", until, nowMs, zone),
                limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Report report(EventQuery query, List<SecurityEvent> events, Named named) {
        ArrayNode json = Json.array();
        events.forEach(event -> json.add(EventWords.json(event)));
        if (events.isEmpty()) {
            return Report.ok(json, none(query));
        }
        Table table = new Table("WHEN", "SEVERITY", "TYPE", "USER", "ACTION", "WHERE", "FIGURES");
        events.forEach(event -> table.row(EventWords.cells(event, named)));
        return Report.ok(json, table.toString());
    }

    private static String none(EventQuery query) {
        String type = query.type();
        return type == null || EventTypes.isKnown(type)
                ? "No such events."
                : "No such events, and no type is called %s; for all that begin so write '%s*'"
                        .formatted(type, type.replaceFirst("[_*]*$", "_"));
    }
}
