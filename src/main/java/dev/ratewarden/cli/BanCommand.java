package dev.ratewarden.cli;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ban",
        description = "Denies a user every protected action, from the next check on, in every bot of the community.",
        footer = {
            "",
            "Examples:",
            "  ratewarden ban 123456 --for 7d --reason spam",
            "  ratewarden ban - --reason raid < ids.txt"
        })
final class BanCommand extends ModeratorCommand {

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 7d or 2h30m. Default: for good.")
    private @Nullable String duration;

    @Option(
            names = "--end-exemption",
            description = "Also bans a user who is exempt, which ends the exemption. Without it such a ban is refused.")
    private boolean endExemption;

    @Option(
            names = "--unseen",
            description =
                    "Also bans an id that nobody was seen with, although somebody is called so. Without it that is refused.")
    private boolean unseen;

    /** Of the user who is banned just now. */
    private boolean seenBefore;

    /** What this user's ban replaces; empty if there was none. */
    private String replaced = "";

    BanCommand(Session session) {
        super(session);
    }

    @Override
    void validateAction() {
        Duration length = length();
        new ModeratorAction.Ban(length == null ? null : length.toMillis());
    }

    @Override
    ActionReceipt act(Moderation moderation, String userId, String reason) {
        Duration length = length();
        ModeratorAction.Ban ban = new ModeratorAction.Ban(length == null ? null : length.toMillis());
        Optional<UserDetail> user = moderation.user(userId);
        seenBefore = user.isPresent();
        replaced = user.map(BanCommand::banBefore).orElse("");
        if (!seenBefore && !unseen) {
            refuseIfName(moderation, userId);
        }
        if (endExemption) {
            return moderation.act(userId, ban, reason);
        }
        refuseIfExempt(user.orElse(null));
        // An exemption that is given between these two steps is not ended unasked either.
        return moderation.act(
                userId, ban, reason, user.map(UserDetail::moderationRevision).orElse(0L));
    }

    private static String banBefore(UserDetail user) {
        Ban ban = user.summary().ban();
        return ban == null
                ? ""
                : " It replaces the ban %s, by %s."
                        .formatted(Words.until(user.nowMs(), ban.untilMs()), Text.visible(ban.operator()));
    }

    /** Whoever gives a name means the one who is called so. */
    static void refuseIfName(Moderation moderation, String userId) {
        String called = SingleUserCommand.called(moderation, userId);
        if (!called.isEmpty()) {
            throw new ActionRefusedException(
                    "nobody has the id %s, but by name there is %s; nothing was changed. Give the id, or add --unseen to ban an id that was never seen"
                            .formatted(Inputs.quote(userId), called));
        }
    }

    private static void refuseIfExempt(@Nullable UserDetail user) {
        Exemption exemption = user == null ? null : user.summary().exemption();
        if (user != null && exemption != null) {
            throw new ActionRefusedException(
                    "user %s is exempt %s, by %s; nothing was changed. A ban ends that: add --end-exemption"
                            .formatted(
                                    Inputs.quote(user.summary().id()),
                                    Words.until(user.nowMs(), exemption.untilMs()),
                                    Text.visible(exemption.operator())));
        }
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Banned %s %s. Every bot denies this user from the next check on.%s%s"
                .formatted(
                        Words.user(receipt.after()),
                        Words.until(receipt.entry().atMs(), receipt.entry().untilMs()),
                        replaced,
                        seenBefore ? "" : "%nNobody was seen here with this id yet: is it the right one?".formatted());
    }

    private @Nullable Duration length() {
        return duration == null ? null : Durations.parse(duration);
    }
}
