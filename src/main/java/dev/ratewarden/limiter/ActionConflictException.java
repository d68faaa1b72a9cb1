package dev.ratewarden.limiter;

/** Another moderator acted on the same user, or changed the same policies, since they were looked at; nothing was changed. */
public final class ActionConflictException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public ActionConflictException(String message) {
        super(message, null);
    }
}
