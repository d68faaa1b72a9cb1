package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A moderator's action on one user or many. Each is audited in the same step, and prints the id of its entry. */
abstract class ModeratorCommand extends CommunityCommand {

    @Parameters(
            index = "0..*",
            arity = "1",
            paramLabel = "ID",
            description = "The users' ids, as the bot gives them; after -- if one starts with a dash. - reads them from"
                    + " standard input, one a line.")
    private List<String> users = List.of();

    @Option(
            names = "--skip-bad",
            description = "Leaves out ids that cannot be, and does the others. Without it nothing is done then.")
    private boolean skipBad;

    private List<String> ids = List.of();

    ModeratorCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {
        validateAction();
        ids = new Ids(session(), "id", CommunityCommand::requireUserId).of(users, skipBad);
    }

    /** Looks at the command's own options. */
    void validateAction() {}

    /** Those that are meant, once {@link #validate} has looked. */
    final List<String> ids() {
        return ids;
    }

    /** @throws dev.ratewarden.limiter.ActionRefusedException if there is nothing to do */
    abstract ActionReceipt act(Moderation moderation, String userId, String reason);

    /** One sentence about what was done. */
    abstract String done(ActionReceipt receipt);

    @Override
    final Report run(Community community, Settings settings) {
        Moderation moderation = community.moderation(settings.operator());
        Batch.Step step = userId -> Receipts.done(act(moderation, userId, settings.reason()), this::done);
        return Ids.many(users)
                ? new Batch(session(), "userId", "user", settings.json()).all(ids, step)
                : Batch.one(ids.getFirst(), step);
    }
}
