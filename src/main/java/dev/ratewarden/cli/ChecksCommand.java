package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.CheckPage;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.moderation.Moderation;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "checks",
        description = "The log of all checks, newest first.",
        footer = {"", "Example: ratewarden checks --user 1234 --since 2h --limit 100"})
final class ChecksCommand extends CommunityCommand {

    @Option(names = "--user", paramLabel = "ID", description = "Of this user alone.")
    @Nullable
    String user;

    @Option(names = "--action", paramLabel = "ACTION", description = "Of this action alone.")
    @Nullable
    String action;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Not before: 2h for two hours ago, 2026-11-24, or a date and time.")
    @Nullable
    String since;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, up to 100000. Default: 50")
    int limit = 50;

    private final Session session;

    ChecksCommand(Session session) {
        super(session);
        this.session = session;
    }

    @Override
    void validate() {
        if (user != null) {
            requireUserId(user);
        }
        query();
    }

    private CheckQuery query() {
        long nowMs = session.terminal().clock().millis();
        return new CheckQuery(user, action, When.optional("--since", since, nowMs, ZoneId.systemDefault()), limit);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        CheckPage page = moderation.checks(query());
        Named named = Named.of(moderation, page.checks().stream().map(LoggedCheck::userId));
        ArrayNode checks = Json.array();
        page.checks()
                .forEach(check -> checks.add(Json.object()
                        .put("atMs", check.atMs())
                        .put("userId", check.userId())
                        .put("action", check.action())
                        .put("cost", check.cost())
                        .put("role", check.role())
                        .put("where", check.where())
                        .put("allowed", check.reason().allows())
                        .put("reason", check.reason().name())
                        .put("revision", check.revision())
                        .put("degraded", check.degraded())
                        .put("instance", check.instance())));
        return Report.ok(Json.object().put("unreadable", page.unreadable()).set("checks", checks), text(page, named));
    }

    private static String text(CheckPage page, Named named) {
        if (page.checks().isEmpty()) {
            return "No such checks are in the log." + unreadable(page);
        }
        Table table = new Table("WHEN", "USER", "ACTION", ">COST", "ROLE", "WHERE", "DECIDED", "BOT");
        for (LoggedCheck check : page.checks()) {
            table.row(
                    Words.moment(check.atMs()),
                    named.user(check.userId()),
                    Text.visible(check.action()),
                    Words.count(check.cost()),
                    Words.orDash(check.role()),
                    Words.orDash(check.where()),
                    check.reason().name().toLowerCase(Locale.ROOT) + (check.degraded() ? ", without the store" : ""),
                    Words.orDash(check.instance()));
        }
        return table + unreadable(page);
    }

    private static String unreadable(CheckPage page) {
        return page.unreadable() == 0
                ? ""
                : "%n%n%s of the log could not be read and were left out."
                        .formatted(page.unreadable() == 1 ? "One entry" : Words.count(page.unreadable()) + " entries");
    }
}
