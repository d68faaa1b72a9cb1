package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/** The store answered, but refuses: wrong password, missing right, foreign data, newer keyspace. Trying again does not help. */
public final class StoreException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
