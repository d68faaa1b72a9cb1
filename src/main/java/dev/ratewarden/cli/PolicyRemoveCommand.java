package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Removes the policy of an action, which is then allowed without a limit, or its trial.",
        footer = {"", "Example: ratewarden policies remove pack_create --shadow"})
final class PolicyRemoveCommand extends PolicyChangeCommand {

    @Parameters(index = "0", paramLabel = "ACTION", description = "The action, such as pack_create.")
    private String action = "";

    @Option(names = "--shadow", description = "The trial; the policy stays.")
    private boolean shadow;

    PolicyRemoveCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        Inputs.action(action);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        PolicyBook book = moderation.policies();
        requireExpected(book);
        PolicyMode mode = shadow ? PolicyMode.SHADOW : PolicyMode.ENFORCE;
        PolicyBook after =
                change(moderation, new PolicyChange.Remove(action, mode), settings.reason(), book.revision());
        List<String> cascading = after.policies().values().stream()
                .filter(policy -> !shadow && policy.cascadesTo().contains(action))
                .map(policy -> policy.action())
                .toList();
        String words = shadow
                ? "Removed the trial of %s.".formatted(action)
                : "Removed the policy of %s: it is allowed without a limit, unless a bot registers one at its start."
                        .formatted(action);
        String left = cascading.isEmpty() ? "" : " %s still cascades to it.".formatted(String.join(", ", cascading));
        return Report.ok(
                Json.object()
                        .put("revision", after.revision())
                        .put("action", action)
                        .put("mode", mode.name()),
                "%s%s %s%nRevision %d".formatted(words, left, WITHIN, after.revision()));
    }
}
