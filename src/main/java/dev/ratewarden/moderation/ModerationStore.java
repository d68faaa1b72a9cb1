package dev.ratewarden.moderation;

import dev.ratewarden.limiter.PolicyBook;
import java.util.List;
import java.util.Optional;

/**
 * What a store offers to people. Reads cost O(shards x (log users + page)), never O(users). Every method may throw
 * {@link dev.ratewarden.limiter.StoreUnavailableException} or {@link dev.ratewarden.limiter.StoreException}.
 */
public interface ModerationStore {

    Snapshot snapshot(UserQuery query);

    /** Empty if the user is not tracked. */
    Optional<UserDetail> user(String userId);

    /** The user with exactly this id first, then users whose name starts with {@code text}, case ignored; at most {@code limit}. */
    List<UserSummary> find(String text, int limit);

    /**
     * Does the action and writes its audit entry in one atomic step.
     *
     * @throws dev.ratewarden.limiter.ActionRefusedException if there is nothing to do: unban of a user who is not banned, reset of a
     *     user who is not tracked, undo of what cannot be undone
     */
    ActionReceipt act(String userId, ModeratorAction action, String operator, String reason);

    /** The latest entries of the audit trail, newest first. */
    List<AuditEntry> audit(int limit);

    /** The latest security events, newest first. */
    List<SecurityEvent> events(int limit);

    PolicyBook policies();
}
