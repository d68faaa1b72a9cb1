package dev.ratewarden.dashboard.parts;

import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.UserSummary;

/** How users are called. Ids and names come from strangers: what hides is shown. */
public final class Names {

    private Names() {}

    /** The display name, or the id where none is known. */
    public static String of(UserSummary user) {
        String name = user.name();
        return name == null || name.isEmpty() ? id(user) : Text.visible(name);
    }

    public static String id(UserSummary user) {
        return Text.visible(user.id());
    }

    public static boolean hasName(UserSummary user) {
        return user.name() != null && !user.name().isEmpty();
    }
}
