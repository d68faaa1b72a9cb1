package dev.ratewarden.cli;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "switch",
        description = "Turns the switch over all policies: enforce, shadow (measure, deny nothing) or off. Bans hold.",
        footer = {"", "Example: ratewarden policies switch shadow --reason \"first week\""})
final class PolicySwitchCommand extends PolicyChangeCommand {

    @Parameters(index = "0", paramLabel = "POSITION", description = "One of ${COMPLETION-CANDIDATES}, in any case.")
    private Enforcement position = Enforcement.ENFORCE;

    PolicySwitchCommand(Session session) {
        super(session);
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        PolicyBook book = moderation.policies();
        requireExpected(book);
        PolicyBook after = book.enforcement() == position
                ? book
                : change(moderation, new PolicyChange.Enforce(position), settings.reason(), book.revision());
        return Report.ok(
                Json.object()
                        .put("revision", after.revision())
                        .put("enforcement", after.enforcement().name()),
                "%s.%s%nRevision %d"
                        .formatted(
                                PolicyWords.enforcement(after.enforcement()),
                                after == book ? " That was so already." : " " + WITHIN,
                                after.revision()));
    }
}
