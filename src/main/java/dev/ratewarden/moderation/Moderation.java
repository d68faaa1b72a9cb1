package dev.ratewarden.moderation;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Text;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do and see, in the name of one operator. Validates before it touches the store. Thread-safe; every method does I/O on
 * the calling thread.
 */
public final class Moderation {

    /** How many users a search finds at most. */
    public static final int MAX_FOUND = 50;

    private static final int MAX_REASON = 500;

    private final ModerationStore store;
    private final String operator;

    /** @param operator who acts, as claimed; stands in the audit trail */
    public Moderation(ModerationStore store, String operator) {
        this.store = store;
        String cleaned = Text.displayName(operator);
        if (cleaned.isEmpty()) {
            throw new InvalidRequestException(
                    "operator %s: must be a name; pass --operator NAME".formatted(Inputs.quote(operator)));
        }
        this.operator = cleaned;
    }

    public String operator() {
        return operator;
    }

    public Snapshot snapshot(UserQuery query) {
        return store.snapshot(query);
    }

    /** How the community wants to be shown. */
    public CommunityProfile profile() {
        return store.profile();
    }

    /** Empty if the user is not tracked. */
    public Optional<UserDetail> user(String userId) {
        return store.user(Inputs.userId(userId));
    }

    /** The user with exactly this id, then users whose name starts with {@code text}; at most {@value #MAX_FOUND}; none for blank text. */
    public List<UserSummary> find(String text) {
        return text.isBlank() ? List.of() : store.find(text.strip(), MAX_FOUND);
    }

    public List<AuditEntry> audit(int limit) {
        return store.audit(limit);
    }

    /** Empty if there is no such entry, or no more. */
    public Optional<AuditEntry> auditEntry(String id) {
        return store.auditEntry(id);
    }

    /** Newest first. */
    public List<SecurityEvent> events(EventQuery query) {
        return store.events(query);
    }

    /** @see dev.ratewarden.events.EventLog#follow */
    public EventPage follow(@Nullable String position, int limit) {
        return store.follow(position, limit);
    }

    /** What these users are called, by id; those without a name are missing. */
    public Map<String, String> names(Collection<String> userIds) {
        return userIds.isEmpty() ? Map.of() : store.names(userIds);
    }

    /** @see ModerationStore#page */
    public UserPage page(@Nullable String after, int limit) {
        return store.page(after, limit);
    }

    /** The log of all checks, newest first. */
    public CheckPage checks(CheckQuery query) {
        return store.checks(query);
    }

    /** What the long-running bots say of themselves, in the order of their names. */
    public List<InstanceFigures> instances() {
        return store.instances();
    }

    /** @see ModerationStore#traffic */
    public List<ActionMinute> traffic(long firstMinute, int minutes) {
        if (minutes < 1 || minutes > ModerationStore.MAX_TRAFFIC_MINUTES) {
            throw new InvalidRequestException(
                    "minutes %d: must be 1 to %d".formatted(minutes, ModerationStore.MAX_TRAFFIC_MINUTES));
        }
        return store.traffic(firstMinute, minutes);
    }

    /** What moderators tell each other. */
    public Handover handover() {
        return store.handover();
    }

    /**
     * Tells the others something, in this operator's name.
     *
     * @throws ActionRefusedException if the user is not tracked
     */
    public Handover handover(HandoverChange change) {
        return store.handover(change, operator);
    }

    /** Notes that this operator is here, and says when they were here before, epoch ms; null if that is not known. */
    public @Nullable Long visit() {
        return store.visit(operator);
    }

    /** @see ModerationStore#codePolicies */
    public Map<String, Policy> codePolicies() {
        return store.codePolicies();
    }

    public PolicyBook policies() {
        return store.policies();
    }

    public ActionReceipt reset(String userId, String reason) {
        return act(userId, new ModeratorAction.Reset(false), reason);
    }

    /** @param duration how long; null for good */
    public ActionReceipt ban(String userId, @Nullable Duration duration, String reason) {
        return act(userId, new ModeratorAction.Ban(duration == null ? null : duration.toMillis()), reason);
    }

    public ActionReceipt unban(String userId, boolean resetScore, String reason) {
        return act(userId, new ModeratorAction.Unban(resetScore), reason);
    }

    /** @param grace how long violations add nothing, and the block is lifted; null for none */
    public ActionReceipt unban(String userId, @Nullable Duration grace, String reason) {
        return act(userId, new ModeratorAction.Unban(false, grace == null ? null : grace.toMillis()), reason);
    }

    /** @param duration how long; null for good */
    public ActionReceipt exempt(String userId, @Nullable Duration duration, String reason) {
        return act(userId, new ModeratorAction.Exempt(duration == null ? null : duration.toMillis()), reason);
    }

    public ActionReceipt unexempt(String userId, String reason) {
        return act(userId, new ModeratorAction.Unexempt(), reason);
    }

    /** @param text what to remember about the user; empty to remove it */
    public ActionReceipt note(String userId, String text) {
        return act(userId, new ModeratorAction.Note(text), "");
    }

    /** @param limit the user's own limit; null to take it away */
    public ActionReceipt override(String userId, String action, @Nullable Long limit, String reason) {
        return act(userId, new ModeratorAction.Override(action, limit), reason);
    }

    /** Removes everything about the user but its audit entries, for good. */
    public ActionReceipt forget(String userId, String reason) {
        return act(userId, new ModeratorAction.Forget(), reason);
    }

    /**
     * Takes back what this entry tells of, and nothing that another did under its id since the store was emptied.
     *
     * @throws ActionRefusedException if it is not there any more, or cannot be undone
     */
    public ActionReceipt undo(AuditEntry entry, String reason) {
        String userId = entry.userId();
        if (userId == null) {
            throw new ActionRefusedException(
                    "audit entry %s is a change of the policies; nothing was changed. Set the earlier policy again: the policies' history has it"
                            .formatted(Inputs.quote(entry.id())));
        }
        return act(userId, new ModeratorAction.Undo(entry.id(), entry.atMs()), reason);
    }

    /**
     * Takes back the action of an audit entry, whomever it concerned.
     *
     * @throws ActionRefusedException if there is no such entry, or it cannot be undone
     */
    public ActionReceipt undo(String auditId, String reason) {
        AuditEntry entry = store.auditEntry(auditId)
                .orElseThrow(() ->
                        new ActionRefusedException("audit entry %s is not there; look for its id in the audit trail"
                                .formatted(Inputs.quote(auditId))));
        try {
            return undo(entry, reason);
        } catch (ActionRefusedException refused) {
            throw undoneBefore(entry.userId(), auditId, refused);
        }
    }

    /** Says so where that is why an undo was refused. */
    private ActionRefusedException undoneBefore(
            @Nullable String userId, String auditId, ActionRefusedException refused) {
        return Optional.ofNullable(userId).flatMap(store::user).stream()
                .flatMap(user -> user.audit().stream())
                .filter(other -> auditId.equals(other.undoes()))
                .findFirst()
                .map(other -> new ActionRefusedException(
                        "audit entry %s was undone already, by %s (entry %s); nothing was changed"
                                .formatted(auditId, Text.visible(other.operator()), other.id())))
                .orElse(refused);
    }

    /** Whatever the user's moderation revision is. */
    public ActionReceipt act(String userId, ModeratorAction action, String reason) {
        return act(userId, action, reason, null);
    }

    /**
     * @param expectedRevision the user's moderation revision that the operator has seen; null for any
     * @throws InvalidRequestException if the id or the reason is not acceptable
     * @throws dev.ratewarden.limiter.ActionRefusedException if there is nothing to do
     * @throws dev.ratewarden.limiter.ActionConflictException if another moderator acted on the user since, naming what was done
     */
    public ActionReceipt act(String userId, ModeratorAction action, String reason, @Nullable Long expectedRevision) {
        return store.act(Inputs.userId(userId), action, operator, reason(reason), expectedRevision);
    }

    /**
     * @param expectedRevision the policies' revision that the operator has seen; null for any
     * @see ModerationStore#change
     */
    public PolicyBook change(PolicyChange change, String reason, @Nullable Long expectedRevision) {
        return store.change(change, operator, reason(reason), expectedRevision);
    }

    public List<PolicyRevision> policyHistory() {
        return store.policyHistory();
    }

    /** The actions that were ever checked, in the order of their names. */
    public List<ActionCount> actionCounts() {
        return store.actionCounts();
    }

    /**
     * The reason as the audit trail takes it.
     *
     * @throws InvalidRequestException if it is too long or more than a line
     */
    public static String reason(String reason) {
        if (reason.length() > MAX_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException(
                    "reason %s: must be one line of at most %d characters".formatted(Inputs.quote(reason), MAX_REASON));
        }
        return reason.strip();
    }
}
