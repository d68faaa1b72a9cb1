package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "exempt",
        description = "Puts a user on the allow-list: no limit holds, ban and block are lifted, the score is 0.",
        footer = {
            "",
            "Examples:",
            "  ratewarden exempt 123456 --for 30d --reason partner",
            "  ratewarden exempt 1 2 3 --reason \"our own bots\""
        })
final class ExemptCommand extends ModeratorCommand {

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 7d or 2h30m. Default: for good.")
    private @Nullable String duration;

    /** What the exemption of the user at hand ends. */
    private String lifted = "";

    ExemptCommand(Session session) {
        super(session);
    }

    @Override
    void validateAction() {
        action();
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        Optional<UserDetail> user = moderation.user(userId);
        lifted = user.map(detail -> lifts(detail.summary())).orElse("");
        // What was looked at is what is lifted: another moderator's ban meanwhile is not lifted unsaid.
        return moderation.act(
                userId,
                action(),
                reason,
                user.map(UserDetail::moderationRevision).orElse(0L));
    }

    private ModeratorAction.Exempt action() {
        return new ModeratorAction.Exempt(
                duration == null ? null : (Long) Durations.parse(duration).toMillis());
    }

    private static String lifts(UserSummary user) {
        List<String> ended = new ArrayList<>();
        if (user.ban() != null) {
            ended.add("the ban");
        }
        if (user.block() != null) {
            ended.add("the block");
        }
        if (user.score() > 0) {
            ended.add("the score of " + Words.score(user.score()));
        }
        return ended.isEmpty() ? "" : " Lifted: " + String.join(", ", ended) + ".";
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Exempted %s %s: every check is allowed, no limit is consumed.%s"
                .formatted(
                        Words.user(receipt.after()),
                        Words.until(receipt.entry().atMs(), receipt.entry().untilMs()),
                        lifted);
    }
}
