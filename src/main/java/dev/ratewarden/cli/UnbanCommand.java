package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "unban", description = "Lifts a user's ban.")
final class UnbanCommand extends ModeratorCommand {

    @Option(
            names = "--reset-score",
            description =
                    "Also sets the score to 0 and lifts a block, so that the next check does not deny again at once.")
    private boolean resetScore;

    UnbanCommand(Session session) {
        super(session);
    }

    @Override
    ActionReceipt act(Moderation moderation, String reason) {
        return moderation.unban(userId(), resetScore, reason);
    }

    @Override
    String done(ActionReceipt receipt) {
        String still =
                receipt.after().block() == null ? "" : " The score still blocks this user; lift that with reset.";
        return "Unbanned %s: score %s, %s.%s"
                .formatted(
                        Words.user(receipt.after()),
                        Words.score(receipt.after().score()),
                        receipt.after().tier().name().toLowerCase(Locale.ROOT),
                        still);
    }
}
