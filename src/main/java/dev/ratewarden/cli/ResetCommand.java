package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import picocli.CommandLine.Command;

@Command(
        name = "reset",
        description =
                "Sets a user's score to 0, refills the limits and lifts a block. A ban stays, and so does the history.",
        footer = {
            "",
            "Examples:",
            "  ratewarden reset 123456 --reason \"false alarm\"",
            "  ratewarden users --tier BLOCKED --json | jq -r '.[].id' | ratewarden reset -"
        })
final class ResetCommand extends ModeratorCommand {

    ResetCommand(Session session) {
        super(session);
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        return moderation.reset(userId, reason);
    }

    @Override
    String done(ActionReceipt receipt) {
        String still = receipt.after().ban() == null ? "" : " The ban stays; lift it with unban.";
        return "Reset %s: score %s to %s.%s"
                .formatted(
                        Words.user(receipt.after()),
                        Words.score(receipt.entry().scoreBefore()),
                        Words.score(receipt.entry().scoreAfter()),
                        still);
    }
}
