package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "note",
        description = "Replaces what moderators noted about a user.",
        footer = {
            "",
            "Examples:",
            "  ratewarden note 123456 \"shares an account with a brother\"",
            "  ratewarden note 123456 --remove"
        })
final class NoteCommand extends SingleUserCommand {

    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "At most 500 characters.")
    private @Nullable String text;

    @Option(names = "--remove", description = "Takes the note away.")
    private boolean remove;

    NoteCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        super.validate();
        if ((text == null || text.isBlank()) != remove) {
            throw new InvalidRequestException(
                    remove
                            ? "note: a text and --remove exclude each other: pass one of them"
                            : "note: what is to be noted? Pass a text, or --remove to take the note away");
        }
        new ModeratorAction.Note(wanted());
    }

    private String wanted() {
        return text == null ? "" : text.strip();
    }

    @Override
    Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        return Receipts.report(
                moderation.act(userId(), new ModeratorAction.Note(wanted()), settings.reason()), this::done);
    }

    private String done(ActionReceipt receipt) {
        return (remove ? "Took the note on %s away." : "Noted on %s.").formatted(Words.user(receipt.after()));
    }
}
