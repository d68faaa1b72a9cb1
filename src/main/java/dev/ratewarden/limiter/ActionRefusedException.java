package dev.ratewarden.limiter;

/** A moderator's action had nothing to act on, or came too late; nothing was changed. */
public final class ActionRefusedException extends RatewardenException {

    private static final long serialVersionUID = 1L;

    public ActionRefusedException(String message) {
        super(message, null);
    }

    /** There is no such user; nothing was changed. */
    public static ActionRefusedException unknown(String userId) {
        return new ActionRefusedException(
                "user %s is not known here; nothing was changed".formatted(Inputs.quote(userId)));
    }
}
