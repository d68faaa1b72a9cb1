package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.moderation.Violation;
import dev.ratewarden.store.CallId;
import dev.ratewarden.store.JournalEntry;
import org.jspecify.annotations.Nullable;

/** Makes journal entries of answers. */
final class Entries {

    private Entries() {}

    static JournalEntry.Decided of(
            CheckRequest request, CheckOutcome outcome, boolean wouldDeny, @Nullable CallId twin) {
        Long wait = outcome.retryAfterMs();
        return new JournalEntry.Decided(
                outcome.nowMs(),
                request.userId(),
                request.action(),
                outcome.reason(),
                wouldDeny,
                !outcome.notifyUser() ? null : (Long) (wait == null ? Long.MAX_VALUE : outcome.nowMs() + wait),
                request.where(),
                violation(request, outcome),
                twin);
    }

    private static @Nullable Violation violation(CheckRequest request, CheckOutcome outcome) {
        if (outcome.penalty() == null || outcome.applied() == null || outcome.quota() == null) {
            return null;
        }
        return new Violation(
                outcome.nowMs(),
                request.action(),
                request.cost(),
                outcome.applied().action(),
                outcome.applied().effective(),
                outcome.quota().retryAfterMs(),
                outcome.penalty(),
                request.where(),
                outcome.degraded());
    }
}
