package dev.ratewarden.dashboard.act;

import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;

/**
 * Whom a command is for, captured when its dialog opened: whatever moves on the screen meanwhile, the command stays with this user.
 *
 * @param name what the dialog calls the user
 * @param revision the user's moderation revision that the moderator saw: where another moderator was first, nothing is done
 */
public record Target(String id, String name, long revision) {

    public static Target of(UserDetail user) {
        return new Target(user.summary().id(), Names.of(user.summary()), user.moderationRevision());
    }

    /** For words that stand alone. */
    String apart() {
        return Names.apart(name, id);
    }

    /** Does it, unless another moderator was first. */
    ActionReceipt act(Moderation moderation, ModeratorAction action, String reason) {
        return moderation.act(id, action, reason, revision);
    }
}
