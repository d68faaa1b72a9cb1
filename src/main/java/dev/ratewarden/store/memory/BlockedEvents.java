package dev.ratewarden.store.memory;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.CheckRequest;

/** Says now and then that a blocked user keeps asking. The caller holds the user's lock. */
record BlockedEvents(CheckRequest request, long nowMs) {

    void report(UserState user, double clock, Journal journal) {
        Abuse abuse = user.makeAbuse();
        long folded = abuse.blockedEventDue(nowMs);
        if (folded >= 0) {
            journal.event(new SecurityEvent(
                    nowMs,
                    "HIGH_ABUSE_SCORE_LIMIT",
                    SecurityEvent.Severity.CRITICAL,
                    request.userId(),
                    request.action(),
                    request.where(),
                    AbuseScore.rounded(abuse.scoreAt(clock)),
                    folded));
        }
    }
}
