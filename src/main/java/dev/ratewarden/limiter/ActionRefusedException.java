package dev.ratewarden.limiter;

/** A moderator's action had nothing to act on, or came too late; nothing was changed. */
public final class ActionRefusedException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public ActionRefusedException(String message) {
        super(message, null);
    }
}
