package dev.ratewarden.limiter;

import org.jspecify.annotations.Nullable;

/** What went wrong, with which input, and what to do. Its message is fit to be shown to the caller as it stands. */
public abstract sealed class RatewardenException extends RuntimeException
        permits InvalidRequestException,
                ActionRefusedException,
                ActionConflictException,
                StoreUnavailableException,
                StoreException {

    protected RatewardenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
