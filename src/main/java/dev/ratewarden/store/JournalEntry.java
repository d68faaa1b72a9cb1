package dev.ratewarden.store;

import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Violation;
import org.jspecify.annotations.Nullable;

/** What was decided without the shared store and must be booked there once it is back, exactly once. */
public sealed interface JournalEntry {

    /** When it was decided, epoch ms on the shared store's clock as far as it was known. */
    long atMs();

    /**
     * One check.
     *
     * @param reason what its caller was told
     * @param wouldDeny whether a limit on trial would have denied it
     * @param quietUntilMs until when its user need not be told of another denial of this action, epoch ms, {@link Long#MAX_VALUE} for
     *     good; null if it was not to be told of this one
     * @param where the guild or channel; null if the bot named none
     * @param violation what goes to the history; only with {@link Reason#LIMITED}
     * @param twin a call to the shared store for the same check, which may have run as well; null if there is none
     */
    record Decided(
            long atMs,
            String userId,
            String action,
            Reason reason,
            boolean wouldDeny,
            @Nullable Long quietUntilMs,
            @Nullable String where,
            @Nullable Violation violation,
            @Nullable CallId twin)
            implements JournalEntry {}

    /**
     * Many checks of one action in one minute that were only counted, because the journal was full.
     *
     * @param lostViolations how many of the denied were violations whose details are lost
     */
    record Counted(long atMs, String action, long allowed, long denied, long wouldDeny, long lostViolations)
            implements JournalEntry {}

    /** An entry with its place in its journal, from 1. */
    record Numbered(long sequence, JournalEntry entry) {}
}
