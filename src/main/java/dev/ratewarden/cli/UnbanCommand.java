package dev.ratewarden.cli;

import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "unban",
        description = "Lifts a user's ban.",
        footer = {"", "Example: ratewarden unban 123456 --grace 24h --reason \"talked to them\""})
final class UnbanCommand extends ModeratorCommand {

    @Option(
            names = "--reset-score",
            description =
                    "Also sets the score to 0 and lifts a block, so that the next check does not deny again at once.")
    private boolean resetScore;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description =
                    "Instead lifts a block and lets violations add nothing to the score for so long, such as 24h.")
    private @Nullable String grace;

    UnbanCommand(Session session) {
        super(session);
    }

    @Override
    void validateAction() {
        if (resetScore && grace != null) {
            throw new InvalidRequestException("--reset-score and --grace exclude each other: pass one of them");
        }
        action();
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        return moderation.act(userId, action(), reason);
    }

    private ModeratorAction.Unban action() {
        return new ModeratorAction.Unban(
                resetScore, grace == null ? null : (Long) Durations.parse(grace).toMillis());
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Unbanned %s: score %s, %s.%s"
                .formatted(
                        Words.user(receipt.after()),
                        Words.score(receipt.after().score()),
                        receipt.after().tier().name().toLowerCase(Locale.ROOT),
                        grace(receipt) + block(receipt));
    }

    private static String grace(ActionReceipt receipt) {
        Long until = receipt.entry().untilMs();
        return until == null
                ? ""
                : " Violations add nothing to the score "
                        + Words.until(receipt.entry().atMs(), until) + ".";
    }

    private static String block(ActionReceipt receipt) {
        Block block = receipt.after().block();
        if (block == null) {
            return "";
        }
        Long until = block.untilMs();
        String end = until == null ? "" : " " + Words.until(receipt.entry().atMs(), until);
        return " The score still blocks this user" + end + "; lift that with reset.";
    }
}
