package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people do and see, in the name of one operator. Validates before it touches the store. Thread-safe; every method does I/O on
 * the calling thread.
 */
public final class Moderation {

    private static final int MAX_REASON = 500;
    private static final int MAX_FOUND = 50;

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

    /** Empty if the user is not tracked. */
    public Optional<UserDetail> user(String userId) {
        return store.user(Inputs.userId(userId));
    }

    /** The user with exactly this id, then users whose name starts with {@code text}; at most 50; none for blank text. */
    public List<UserSummary> find(String text) {
        return text.isBlank() ? List.of() : store.find(text.strip(), MAX_FOUND);
    }

    public List<AuditEntry> audit(int limit) {
        return store.audit(limit);
    }

    public List<SecurityEvent> events(int limit) {
        return store.events(limit);
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

    /** Takes back the action of an audit entry on this user. */
    public ActionReceipt undo(String userId, String auditId, String reason) {
        return act(userId, new ModeratorAction.Undo(auditId), reason);
    }

    /**
     * @throws InvalidRequestException if the id or the reason is not acceptable
     * @throws dev.ratewarden.limiter.ActionRefusedException if there is nothing to do
     */
    public ActionReceipt act(String userId, ModeratorAction action, String reason) {
        if (reason.length() > MAX_REASON || reason.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException(
                    "reason %s: must be one line of at most %d characters".formatted(Inputs.quote(reason), MAX_REASON));
        }
        return store.act(Inputs.userId(userId), action, operator, reason.strip());
    }
}
