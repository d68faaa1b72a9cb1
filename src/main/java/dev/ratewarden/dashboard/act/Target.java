package dev.ratewarden.dashboard.act;

import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.moderation.UserSummary;

/**
 * Whom a command is for, captured when its dialog opened: whatever moves on the screen meanwhile, the command stays with this user.
 *
 * @param name what the dialog and the toast call the user
 */
public record Target(String id, String name) {

    public static Target of(UserSummary user) {
        return new Target(user.id(), Names.of(user));
    }
}
