package dev.ratewarden.moderation;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One decided check as the log keeps it.
 *
 * @param atMs the store's clock at the check, epoch ms
 * @param cost how much of the limit was asked for
 * @param role of the caller; null for none
 * @param where an opaque place; null for none
 * @param reason how it was decided
 * @param revision of the policies that the instance knew when it was decided
 * @param degraded whether it was decided without the shared store
 * @param instance which bot asked; empty where there is only one
 */
public record LoggedCheck(
        long atMs,
        String userId,
        String action,
        long cost,
        @Nullable String role,
        @Nullable String where,
        Reason reason,
        long revision,
        boolean degraded,
        String instance) {

    /** A check as it was asked for and decided. */
    public static LoggedCheck of(CheckRequest request, CheckOutcome outcome, long revision, String instance) {
        return new LoggedCheck(
                outcome.nowMs(),
                request.userId(),
                request.action(),
                request.cost(),
                request.role(),
                request.where(),
                outcome.reason(),
                revision,
                outcome.degraded(),
                instance);
    }
}
