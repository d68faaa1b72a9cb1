package dev.ratewarden.moderation;

import dev.ratewarden.events.EventLog;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store offers to people. Reads cost O(shards x (log users + page)), never O(users). Every method may throw
 * {@link dev.ratewarden.limiter.StoreUnavailableException} or {@link dev.ratewarden.limiter.StoreException}.
 */
public interface ModerationStore extends EventLog {

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
     * @throws dev.ratewarden.limiter.ActionConflictException if the user's moderation revision is not {@code expectedRevision}
     */
    ActionReceipt act(
            String userId, ModeratorAction action, String operator, String reason, @Nullable Long expectedRevision);

    /** The same, whatever the user's moderation revision is. */
    default ActionReceipt act(String userId, ModeratorAction action, String operator, String reason) {
        return act(userId, action, operator, reason, null);
    }

    /** How the community wants to be shown. */
    default CommunityProfile profile() {
        return CommunityProfile.UNNAMED;
    }

    /** The latest entries of the audit trail, newest first. */
    List<AuditEntry> audit(int limit);

    /** Empty if there is no such entry, or no more. */
    Optional<AuditEntry> auditEntry(String id);

    /** What these users are called, by id; those without a name are missing. */
    Map<String, String> names(Collection<String> userIds);

    /**
     * Page by page all tracked users, for an export.
     *
     * @param after as the page before said; null for the first
     * @param limit about how many
     */
    UserPage page(@Nullable String after, int limit);

    /** The actions that were ever checked, in the order of their names. */
    List<ActionCount> actionCounts();

    /** How many minutes {@link #traffic} reads at most. */
    int MAX_TRAFFIC_MINUTES = 60;

    /**
     * What was checked, by minute and action; oldest first, minutes and actions without checks left out. Minutes are kept for 48 hours.
     *
     * @param firstMinute minutes since the epoch
     * @param minutes how many, 1 to {@value #MAX_TRAFFIC_MINUTES}
     */
    List<ActionMinute> traffic(long firstMinute, int minutes);

    /** What moderators tell each other. */
    Handover handover();

    /**
     * Tells the others something.
     *
     * @return how it stands after it
     * @throws dev.ratewarden.limiter.ActionRefusedException if a user to look after, or one that was looked at, is not tracked
     */
    Handover handover(HandoverChange change, String operator);

    /**
     * Notes that somebody is here, and says when they were here before, epoch ms; null if never, or more than 90 days ago.
     *
     * @throws dev.ratewarden.limiter.StoreException if a login that may only look asks for it
     */
    @Nullable
    Long visit(String operator);

    /**
     * The policies that bots bring in their code, as they last said, by {@link Policy#key}: the action, with {@code #shadow} behind it for
     * one on trial. Where one differs from the policy in force, the store's wins. What no program brings any more is among them as well:
     * nobody can tell it from what a program brings that is not running now.
     */
    Map<String, Policy> codePolicies();

    /** The log of all checks, newest first. */
    default CheckPage checks(CheckQuery query) {
        return CheckPage.EMPTY;
    }

    /** What the long-running bots say of themselves, in the order of their names. */
    default List<InstanceFigures> instances() {
        return List.of();
    }

    /** The policies in force, as this instance knows them; some seconds old at most. */
    PolicyBook policies();

    /**
     * Changes the policies, and notes the change in their history.
     *
     * @param expectedRevision the revision that the change was made on; null for any
     * @return the book in force after it
     * @throws dev.ratewarden.limiter.ActionConflictException if the revision is another by now
     * @throws dev.ratewarden.limiter.ActionRefusedException if there is nothing to remove, or a change of the decay has not begun
     * @throws dev.ratewarden.limiter.InvalidRequestException if policies would cascade in a circle
     */
    PolicyBook change(PolicyChange change, String operator, String reason, @Nullable Long expectedRevision);

    /** The latest changes of the policies, newest first, at most 100. */
    List<PolicyRevision> policyHistory();
}
