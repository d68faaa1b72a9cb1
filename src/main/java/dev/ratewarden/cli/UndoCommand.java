package dev.ratewarden.cli;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description =
                "Takes a moderator's action back, by the id of its audit entry; for 7 days, the latest on a user only.",
        footer = {"", "Example: ratewarden undo 7-42 --reason \"wrong user\""})
final class UndoCommand extends CommunityCommand {
    private static final Pattern ENTRY = Pattern.compile("[0-9a-z]{1,8}-[0-9]{1,18}");

    @Parameters(
            index = "0..*",
            arity = "1",
            paramLabel = "ENTRY",
            description = "Audit entries, such as 7-42. - reads them from standard input, one a line.")
    private List<String> entries = List.of();

    @Option(names = "--skip-bad", description = "Leaves out what cannot be the id of an entry, and undoes the others.")
    private boolean skipBad;

    private List<String> ids = List.of();

    UndoCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        ids = new Ids(session(), "entry id", UndoCommand::require).of(entries, skipBad);
    }

    private static void require(String entry) {
        if (!ENTRY.matcher(entry).matches()) {
            throw new InvalidRequestException(
                    "entry %s: must be the id of an audit entry, such as 7-42".formatted(Inputs.quote(entry)));
        }
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        Batch.Step step = id -> Receipts.done(moderation.undo(id, settings.reason()), UndoCommand::done);
        return Ids.many(entries)
                ? new Batch(session(), "entry", "entry", settings.json()).all(ids, step)
                : Batch.one(ids.getFirst(), step);
    }

    private static String done(ActionReceipt receipt) {
        UserSummary user = receipt.after();
        long nowMs = receipt.entry().atMs();
        List<String> now = new ArrayList<>();
        now.add("score " + Words.score(user.score()));
        now.add(user.tier().name().toLowerCase(Locale.ROOT));
        if (user.ban() != null) {
            now.add("banned " + Words.until(nowMs, user.ban().untilMs()));
        }
        if (user.exemption() != null) {
            now.add("exempt " + Words.until(nowMs, user.exemption().untilMs()));
        }
        return "Undid %s: %s is as before: %s. Consumed limits are not restored."
                .formatted(Words.orDash(receipt.entry().undoes()), Words.user(user), String.join(", ", now));
    }
}
