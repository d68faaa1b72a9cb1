package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "forget",
        description = "Removes everything about a user, for good. It cannot be undone.",
        footer = {
            "",
            "Audit entries stay, and so does what the check log holds about the user until it ages out.",
            "Example: ratewarden forget 123456 --yes --reason \"asked for it\""
        })
final class ForgetCommand extends ModeratorCommand {
    private static final String STAYS =
            "The audit entries stay, and so do the batches of the check log, which age out with it.";

    @Option(names = "--yes", description = "Really. Without it the command says what would be removed.")
    private boolean yes;

    ForgetCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        super.validate();
        if (!yes) {
            String whose = ids().size() == 1
                    ? Text.visible(ids().getFirst()) + "'s"
                    : "the " + Words.plural(ids().size(), "user") + "'";
            throw new InvalidRequestException(
                    "forget would remove %s record, ban, score, history, limits, note, name and security events for good; nothing was changed. %s To do it add --yes"
                            .formatted(whose, STAYS));
        }
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        return moderation.forget(userId, reason);
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Forgot %s: record, ban, score, history, limits, note, name and security events are gone. %s"
                .formatted(Text.visible(receipt.after().id()), STAYS);
    }
}
