package dev.ratewarden.limiter;

/** The caller asked for something that cannot be: nothing was written, nothing was counted. Never an outage. */
public final class InvalidRequestException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public InvalidRequestException(String message) {
        super(message, null);
    }
}
