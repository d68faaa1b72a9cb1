package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Limit;
import org.jspecify.annotations.Nullable;

/** Something that a moderator does to one user. All but {@link Unban}, {@link Unexempt}, {@link Reset}, {@link Undo} and {@link Forget} create an unseen user. */
public sealed interface ModeratorAction {

    /** Score 0, limits refilled, block lifted. A ban stays. The history stays unless {@code clearHistory}. */
    record Reset(boolean clearHistory) implements ModeratorAction {}

    /**
     * Denies the user everything. Ends an exemption; replaces an earlier ban, whose end never lifts this one.
     *
     * @param durationMs how long from the store's now; null for good
     */
    record Ban(@Nullable Long durationMs) implements ModeratorAction {
        public Ban {
            duration("ban", durationMs);
        }
    }

    /**
     * Lifts the ban. With a score reset, or with a grace period, the next check does not punish again at once.
     *
     * @param resetScore as a reset does: score 0, limits refilled, block lifted
     * @param graceMs lifts a block, and for so long violations add nothing to the score; null for none, and with a reset
     */
    record Unban(boolean resetScore, @Nullable Long graceMs) implements ModeratorAction {
        public Unban {
            if (resetScore && graceMs != null) {
                throw new InvalidRequestException("unban: choose a score reset or a grace period, not both");
            }
            duration("grace", graceMs);
        }

        /** Without a grace period. */
        public Unban(boolean resetScore) {
            this(resetScore, null);
        }
    }

    /**
     * Puts the user on the allow-list: lifts ban and block and resets the score, as {@link Reset} does.
     *
     * @param durationMs how long from the store's now; null for good
     */
    record Exempt(@Nullable Long durationMs) implements ModeratorAction {
        public Exempt {
            duration("exemption", durationMs);
        }
    }

    /** Takes the user off the allow-list. */
    record Unexempt() implements ModeratorAction {}

    /**
     * Replaces what moderators noted about the user.
     *
     * @param text at most 500 characters; empty to remove it
     */
    record Note(String text) implements ModeratorAction {
        private static final int MAX = 500;

        public Note {
            if (text.codePointCount(0, text.length()) > MAX
                    || text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
                throw new InvalidRequestException("note %s: must be at most %d characters without control characters"
                        .formatted(Inputs.quote(text), MAX));
            }
        }
    }

    /**
     * Gives the user a limit of its own for one action, instead of the policy's, whatever its role and score. At most 64 a user.
     *
     * @param limit requests per window of the policy, 1 to 1,000,000,000; null to take it away again
     */
    record Override(String action, @Nullable Long limit) implements ModeratorAction {
        public Override {
            Inputs.action(action);
            if (limit != null && (limit < 1 || limit > Limit.MAX_LIMIT)) {
                throw new InvalidRequestException("override %d of %s: must be 1 to %d; leave it out to remove it"
                        .formatted(limit, action, Limit.MAX_LIMIT));
            }
        }
    }

    /**
     * Removes everything about the user but its audit entries: record, history, limits, security events, name. Cannot be undone.
     */
    record Forget() implements ModeratorAction {}

    /**
     * Takes back the action of an audit entry: score, block, ban, exemption, grace, note and overrides as they were, plus the points
     * added since. Consumed limits are not restored. Possible for 7 days, once, and only while it is the latest action on that user.
     *
     * @param atMs when the entry says that it was done, epoch ms: a store that was emptied gives the ids of its entries again, to what
     *     others do; null for whenever
     */
    record Undo(String auditId, @Nullable Long atMs) implements ModeratorAction {

        /** Whatever stands there under that id. */
        public Undo(String auditId) {
            this(auditId, null);
        }
    }

    private static void duration(String what, @Nullable Long ms) {
        long longest = 3_660L * 24 * 60 * 60 * 1_000;
        if (ms != null && (ms < 1 || ms > longest)) {
            throw new InvalidRequestException("%s of %d ms: must be 1 ms to 3660 days".formatted(what, ms)
                    + (what.equals("grace") ? "" : "; leave the duration out for good"));
        }
    }
}
