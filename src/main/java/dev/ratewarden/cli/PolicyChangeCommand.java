package dev.ratewarden.cli;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A change of the policies. It is noted in their history, and takes effect in every bot within seconds. */
abstract class PolicyChangeCommand extends CommunityCommand {
    static final String WITHIN = "It takes effect in every bot within 5 s.";

    @Option(
            names = "--expect-revision",
            paramLabel = "N",
            description = "Changes nothing if the policies have another revision by now; policies list names it.")
    private @Nullable Long expected;

    PolicyChangeCommand(Session session) {
        super(session);
    }

    @Override
    void validate() {}

    /** @param seen the revision that the change was made on */
    final PolicyBook change(Moderation moderation, PolicyChange change, String reason, long seen) {
        return moderation.change(change, reason, expected == null ? seen : expected);
    }

    /** @throws dev.ratewarden.limiter.ActionConflictException if the policies have another revision than the expected one */
    final void requireExpected(PolicyBook book) {
        if (expected != null && expected != book.revision()) {
            throw new dev.ratewarden.limiter.ActionConflictException(
                    "--expect-revision %d: the policies have revision %d by now; nothing was changed. Look with policies list and history, then decide"
                            .formatted(expected, book.revision()));
        }
    }
}
