package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/** The store answered, but refuses: wrong password, missing right, foreign data, newer keyspace. Trying again does not help. */
public final class StoreException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    private final boolean ofLogin;

    public StoreException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private StoreException(String message, @Nullable Throwable cause, boolean ofLogin) {
        super(message, cause);
        this.ofLogin = ofLogin;
    }

    /** The user name or the password is missing or wrong. */
    public static StoreException ofLogin(String message, @Nullable Throwable cause) {
        return new StoreException(message, cause, true);
    }

    /** Whether another user name or password might help. */
    public boolean isOfLogin() {
        return ofLogin;
    }
}
