package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import java.util.Optional;
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

    private @Nullable Note replaced;

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
        Optional<UserDetail> seen = moderation.user(userId());
        replaced = seen.map(UserDetail::note).orElse(null);
        ActionReceipt receipt = moderation.act(
                userId(),
                new ModeratorAction.Note(wanted()),
                settings.reason(),
                seen.map(UserDetail::moderationRevision).orElse(0L));
        return Receipts.report(receipt, this::done, UserJson.note(replaced));
    }

    private String done(ActionReceipt receipt) {
        String said = (remove ? "Took the note on %s away." : "Noted on %s.").formatted(Words.user(receipt.after()));
        if (replaced == null) {
            return said;
        }
        return "%s It %s: %s (%s, %s)"
                .formatted(
                        said,
                        remove ? "was" : "replaced",
                        Text.visible(replaced.text()),
                        Text.visible(replaced.operator()),
                        Words.ago(receipt.entry().atMs(), replaced.atMs()));
    }
}
