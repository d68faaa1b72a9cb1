package dev.ratewarden.cli;

import dev.ratewarden.moderation.PolicyRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Command(
        name = "history",
        description = "The latest 100 changes of the policies, newest first.",
        footer = {"", "Example: ratewarden policies history --json"})
final class PolicyHistoryCommand extends CommunityCommand {

    PolicyHistoryCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {}

    @Override
    Report run(Community community, Settings settings) {
        List<PolicyRevision> history = community.moderation(settings.operator()).policyHistory();
        ArrayNode json = Json.array();
        history.forEach(change -> json.add(Json.object()
                .put("revision", change.revision())
                .put("atMs", change.atMs())
                .put("operator", change.operator())
                .put("reason", change.reason())
                .put("what", change.what())
                .set("before", node(change.before()))
                .set("after", node(change.after()))));
        return Report.ok(json, text(history));
    }

    private static JsonNode node(@Nullable String stored) {
        if (stored == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        // The position of the switch is stored as a bare word.
        return stored.startsWith("{") ? Json.read("policy", stored) : JsonNodeFactory.instance.stringNode(stored);
    }

    private static String text(List<PolicyRevision> history) {
        if (history.isEmpty()) {
            return "The policies were never changed.";
        }
        Table table = new Table(">REVISION", "WHEN", "WHAT", "BY", "BEFORE", "AFTER", "REASON");
        for (PolicyRevision change : history) {
            table.row(
                    Long.toString(change.revision()),
                    Words.moment(change.atMs()),
                    Words.orDash(change.what()),
                    Words.orDash(change.operator()),
                    Words.orDash(change.before()),
                    Words.orDash(change.after()),
                    Words.orDash(change.reason()));
        }
        return table.toString();
    }
}
