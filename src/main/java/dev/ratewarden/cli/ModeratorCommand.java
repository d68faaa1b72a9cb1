package dev.ratewarden.cli;

import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Moderation;

/** A moderator's action on one user. It is audited in the same step, and prints the id of its entry. */
abstract class ModeratorCommand extends SingleUserCommand {

    ModeratorCommand(Session session) {
        super(session);
    }

    abstract ActionReceipt act(Moderation moderation, String reason);

    /** One sentence about what was done. */
    abstract String done(ActionReceipt receipt);

    @Override
    final Report run(Community community, Settings settings) {
        ActionReceipt receipt = act(community.moderation(settings.operator()), settings.reason());
        AuditEntry entry = receipt.entry();
        return Report.ok(
                UserJson.audit(entry).set("user", UserJson.summary(receipt.after())),
                "%s%nAudit entry %s".formatted(done(receipt), entry.id()));
    }
}
