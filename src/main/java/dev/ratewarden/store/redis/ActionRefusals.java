package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ModeratorAction;

/** Says why a moderator's action was not done. */
final class ActionRefusals {

    private ActionRefusals() {}

    /** @param status the first word of the script's reply */
    static RuntimeException of(String status, String userId, ModeratorAction action) {
        String user = "user " + Inputs.quote(userId);
        return switch (status) {
            case "UNKNOWN" -> ActionRefusedException.unknown(userId);
            case "NOT_BANNED" -> refused(user + " is not banned; nothing was changed. To lift a block use reset.");
            case "NOT_EXEMPT" -> refused(user + " is not exempt; nothing was changed");
            case "NO_NOTE" -> refused("there is no note on " + user + "; nothing was changed");
            case "NO_OVERRIDE" ->
                refused("%s has no limit of its own%s; nothing was changed".formatted(user, forAction(action)));
            case "TOO_MANY" ->
                refused(user + " has 64 limits of its own already; nothing was changed. Take one away first.");
            case "NOT_LATEST" -> notUndone(user, action, "it is not the latest action on this user");
            case "OTHER" -> notUndone(user, action, "the store was emptied since, and the id is another action's now");
            case "IS_UNDO" -> notUndone(user, action, "it is itself an undo");
            case "TOO_OLD" -> notUndone(user, action, "it is older than 7 days");
            case "CLOCK" -> CheckCodec.clockRefused();
            default -> new StoreException("a moderator's action was answered with %s".formatted(status), null);
        };
    }

    private static ActionRefusedException refused(String message) {
        return new ActionRefusedException(message);
    }

    private static String forAction(ModeratorAction action) {
        return action instanceof ModeratorAction.Override override ? " for " + override.action() : "";
    }

    private static ActionRefusedException notUndone(String user, ModeratorAction action, String why) {
        String entry = action instanceof ModeratorAction.Undo undo ? undo.auditId() : "";
        return refused("audit entry %s cannot be undone for %s: %s; nothing was changed"
                .formatted(Inputs.quote(entry), user, why));
    }
}
