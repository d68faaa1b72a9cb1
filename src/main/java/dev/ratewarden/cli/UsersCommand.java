package dev.ratewarden.cli;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "users",
        description = "Tracked users, highest abuse score first.",
        footer = {"", "Example: ratewarden users --tier BLOCKED --limit 100"})
final class UsersCommand extends CommunityCommand {
    private static final int DEFAULT_LIMIT = 20;

    @Option(names = "--tier", paramLabel = "TIER", description = "Only this tier: ${COMPLETION-CANDIDATES}.")
    private @Nullable Tier tier;

    @Option(names = "--banned", description = "Only users under a ban now.")
    private boolean banned;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, up to 1000. Default: 20")
    private int limit = DEFAULT_LIMIT;

    UsersCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        query();
    }

    @Override
    Report run(Community community, Settings settings) {
        Snapshot snapshot = community.moderation(settings.operator()).snapshot(query());
        ArrayNode json = Json.array();
        snapshot.users().users().forEach(user -> json.add(UserJson.summary(user)));
        return Report.ok(json, text(snapshot));
    }

    private UserQuery query() {
        return new UserQuery(tier, tier, banned, null, limit);
    }

    private static String standing(UserSummary user, long nowMs) {
        if (user.ban() != null) {
            return "banned " + Words.until(nowMs, user.ban().untilMs());
        }
        return user.exemption() == null
                ? "-"
                : "exempt " + Words.until(nowMs, user.exemption().untilMs());
    }

    private static String text(Snapshot snapshot) {
        UserList list = snapshot.users();
        List<UserSummary> users = list.users();
        long nowMs = snapshot.nowMs();
        if (users.isEmpty()) {
            return list.complete() ? "No such users." : "No such users among those that were looked at.";
        }
        Table table = new Table("USER", "TIER", ">SCORE", ">VIOLATIONS", "LAST ACTION", "LAST VIOLATION", "STANDING");
        for (UserSummary user : users) {
            table.row(
                    Words.user(user),
                    user.tier().name(),
                    Words.score(user.score()),
                    Words.count(user.violations()),
                    Words.orDash(user.lastAction()),
                    Words.ago(nowMs, user.lastViolationAtMs()),
                    standing(user, nowMs));
        }
        return "%s%n%s of %s%s"
                .formatted(
                        table,
                        Words.count(users.size()),
                        list.complete() ? "" : "at least ",
                        Words.plural(list.matching(), "user"));
    }
}
