package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;

@Command(
        name = "history",
        description = "A user's latest 100 violations, newest first, with the figures that explain each.",
        footer = {"", "Example: ratewarden history 123456 --json"})
final class HistoryCommand extends SingleUserCommand {

    HistoryCommand(Session session) {
        super(session);
    }

    @Override
    Report run(Community community, Settings settings) {
        UserDetail user = require(community.moderation(settings.operator()));
        ArrayNode json = Json.array();
        user.history().forEach(violation -> json.add(UserJson.violation(violation)));
        return Report.ok(json, text(user));
    }

    private static String text(UserDetail user) {
        List<Violation> history = user.history();
        if (history.isEmpty()) {
            return "%s has no violations on record.".formatted(Words.user(user.summary()));
        }
        Table table = new Table("WHEN", "ACTION", "LIMIT", ">COST", ">ADDED", ">SCORE", "NOTE");
        for (Violation violation : history) {
            Penalty penalty = violation.penalty();
            table.row(
                    Words.ago(user.nowMs(), violation.atMs()),
                    violation.action(),
                    limit(violation.limit()),
                    Words.count(violation.cost()),
                    "+" + Words.score(penalty.added()),
                    Words.score(penalty.scoreAfter()),
                    note(violation, user.resetAtMs() != null && violation.atMs() < user.resetAtMs()));
        }
        return table.toString();
    }

    private static String note(Violation violation, boolean beforeReset) {
        List<String> notes = new ArrayList<>();
        if (!violation.level().equals(violation.action())) {
            notes.add("cascades to " + violation.level());
        }
        if (violation.penalty().blocked()) {
            notes.add("set the block");
        }
        if (violation.degraded()) {
            notes.add("decided while the store was away");
        }
        if (beforeReset) {
            notes.add("before the latest reset");
        }
        return Words.orDash(String.join(", ", notes));
    }

    private static String limit(Limit limit) {
        return "%s in %s, %s"
                .formatted(
                        Words.count(limit.capacity()),
                        Durations.words(limit.windowMs()),
                        limit.strategy().label());
    }
}
