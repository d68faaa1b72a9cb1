package dev.ratewarden.dashboard.feed;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;

/** What kind of failure ended a read, by what can be done about it. */
public enum Loss {
    /** The store is away: waiting may help. */
    AWAY,
    /** It refuses the user name or the password. */
    LOGIN,
    /** Waiting does not help: a right is missing, or what is there is not ours, or cannot be understood. */
    REFUSED;

    static Loss of(RuntimeException e) {
        return switch (e) {
            case StoreUnavailableException away -> AWAY;
            case StoreException refused when refused.isOfLogin() -> LOGIN;
            default -> REFUSED;
        };
    }
}
