package dev.ratewarden.cli;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "list",
        description = "Every policy and trial, the switch over all of them, and what scores mean.",
        footer = {"", "Example: ratewarden policies list --json"})
final class PolicyListCommand extends CommunityCommand {

    PolicyListCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {}

    @Override
    Report run(Community community, Settings settings) {
        PolicyBook book = community.moderation(settings.operator()).policies();
        return Report.ok(json(book), text(book));
    }

    static List<Policy> all(PolicyBook book) {
        return Stream.concat(book.policies().values().stream(), book.trials().values().stream())
                .toList();
    }

    private static ObjectNode json(PolicyBook book) {
        ArrayNode policies = Json.array();
        all(book).forEach(policy -> policies.add(PolicyWords.json(policy)));
        return Json.object()
                .put("revision", book.revision())
                .put("enforcement", book.enforcement().name())
                .set("rules", PolicyWords.json(book.scoreRules()))
                .set("policies", policies);
    }

    private static String text(PolicyBook book) {
        String foot = "Revision %d. %s. %s."
                .formatted(
                        book.revision(),
                        PolicyWords.enforcement(book.enforcement()),
                        PolicyWords.rules(book.scoreRules()));
        if (all(book).isEmpty()) {
            return "No policies yet: the first start of a bot writes the seven standard ones and its own; or set one with policies set.%n%s"
                    .formatted(foot);
        }
        Table table = new Table("ACTION", "MODE", "LIMIT", "POINTS", "NOTES");
        all(book)
                .forEach(policy -> table.row(
                        policy.action(),
                        PolicyWords.mode(policy),
                        PolicyWords.limit(policy.limit()),
                        PolicyWords.points(policy),
                        PolicyWords.notes(policy, book)));
        return "%s%n%s".formatted(table, foot);
    }
}
