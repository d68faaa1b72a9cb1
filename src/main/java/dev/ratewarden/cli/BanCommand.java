package dev.ratewarden.cli;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ban",
        description = "Denies a user every protected action, from the next check on, in every bot of the community.")
final class BanCommand extends ModeratorCommand {

    @Option(names = "--for", paramLabel = "TIME", description = "How long, such as 7d or 2h30m. Default: for good.")
    private @Nullable String duration;

    BanCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        super.validate();
        Duration length = length();
        new ModeratorAction.Ban(length == null ? null : length.toMillis());
    }

    @Override
    ActionReceipt act(Moderation moderation, String reason) {
        return moderation.ban(userId(), length(), reason);
    }

    @Override
    String done(ActionReceipt receipt) {
        return "Banned %s %s. Every bot denies this user from the next check on."
                .formatted(
                        Words.user(receipt.after()),
                        Words.until(receipt.entry().atMs(), receipt.entry().untilMs()));
    }

    private @Nullable Duration length() {
        return duration == null ? null : Durations.parse(duration);
    }
}
