package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/** The store did not answer: it is gone, silent, too slow or still loading. Trying again later may help. */
public final class StoreUnavailableException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
