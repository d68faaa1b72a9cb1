package dev.ratewarden.dashboard;

import java.util.Locale;

/** The pages of the window, in the order of the rail. */
public enum Page {
    OVERVIEW,
    USERS,
    ACTIVITY,
    POLICIES,
    CONNECTIONS,
    SETTINGS;

    /** As it stands in ids, style classes and keys of messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
