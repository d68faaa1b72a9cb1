package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "show",
        description = "The policy of an action, and its trial if there is one.",
        footer = {"", "Example: ratewarden policies show pack_create"})
final class PolicyShowCommand extends CommunityCommand {

    @Parameters(index = "0", paramLabel = "ACTION", description = "The action, such as pack_create.")
    private String action = "";

    PolicyShowCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        Inputs.action(action);
    }

    @Override
    Report run(Community community, Settings settings) {
        PolicyBook book = community.moderation(settings.operator()).policies();
        ArrayNode json = Json.array();
        String text = Stream.of(book.policy(action), book.trial(action))
                .filter(Objects::nonNull)
                .map(policy -> {
                    json.add(PolicyWords.json(policy));
                    return table(policy, book).toString();
                })
                .collect(Collectors.joining("%n%n".formatted()));
        if (text.isEmpty()) {
            throw new ActionRefusedException(
                    "action %s has no policy, so everything is allowed; policies list shows those that have one"
                            .formatted(action));
        }
        ObjectNode answer = Json.object()
                .put("revision", book.revision())
                .put("enforcement", book.enforcement().name())
                .set("policies", json);
        return Report.ok(
                answer,
                "%s%n%nRevision %d. %s.".formatted(text, book.revision(), PolicyWords.enforcement(book.enforcement())));
    }

    private static Table table(Policy policy, PolicyBook book) {
        return new Table("", "")
                .row("Action", policy.action())
                .row("Mode", PolicyWords.mode(policy))
                .row("Limit", PolicyWords.limit(policy.limit()))
                .row("Points", PolicyWords.points(policy))
                .row("In an outage", policy.onOutage().name())
                .row("Notes", PolicyWords.notes(policy, book));
    }
}
