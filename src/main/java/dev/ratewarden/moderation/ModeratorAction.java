package dev.ratewarden.moderation;

import dev.ratewarden.limiter.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** Something that a moderator does to one user. */
public sealed interface ModeratorAction {

    /** Score 0, limits refilled, block lifted. A ban stays. The history stays unless {@code clearHistory}. */
    record Reset(boolean clearHistory) implements ModeratorAction {}

    /**
     * Denies the user everything. Creates an unseen user; replaces an earlier ban.
     *
     * @param durationMs how long from the store's now; null for good
     */
    record Ban(@Nullable Long durationMs) implements ModeratorAction {
        private static final long MAX_MS = 3_660L * 24 * 60 * 60 * 1_000;

        public Ban {
            if (durationMs != null && (durationMs < 1 || durationMs > MAX_MS)) {
                throw new InvalidRequestException(
                        "ban duration %d ms: must be 1 ms to 3660 days; leave it out to ban for good"
                                .formatted(durationMs));
            }
        }
    }

    /**
     * Lifts the ban.
     *
     * @param resetScore also sets the score to 0 and lifts a block
     */
    record Unban(boolean resetScore) implements ModeratorAction {}

    /**
     * Takes back the action of an audit entry: score, block and ban as they were, plus the points added since. Consumed limits are
     * not restored. Possible for 7 days, once, and only while it is the latest action on that user.
     */
    record Undo(String auditId) implements ModeratorAction {}
}
