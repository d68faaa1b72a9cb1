package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import picocli.CommandLine.Command;

@Command(
        name = "unexempt",
        description = "Takes a user off the allow-list: limits hold again from the next check on.",
        footer = {"", "Example: ratewarden unexempt 123456 --reason \"no partner any more\""})
final class UnexemptCommand extends ModeratorCommand {

    UnexemptCommand(Session session) {
        super(session);
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        return moderation.unexempt(userId, reason);
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Ended the exemption of %s: limits hold from the next check on.".formatted(Words.user(receipt.after()));
    }
}
