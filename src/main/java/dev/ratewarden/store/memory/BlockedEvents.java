package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.moderation.SecurityEvent;

/** Says at most once a minute that a blocked user keeps asking. The caller holds the user's lock. */
record BlockedEvents(CheckRequest request, long nowMs) {

    private static final long PERIOD_MS = 60_000;

    void report(UserState user, double clock, Journal journal) {
        Abuse abuse = user.makeAbuse();
        if (abuse.blockedEventAtMs != null && nowMs - abuse.blockedEventAtMs < PERIOD_MS) {
            abuse.blockedEventsFolded++;
            return;
        }
        journal.event(new SecurityEvent(
                nowMs,
                "HIGH_ABUSE_SCORE_LIMIT",
                SecurityEvent.Severity.CRITICAL,
                request.userId(),
                request.action(),
                request.where(),
                AbuseScore.rounded(abuse.scoreAt(clock)),
                abuse.blockedEventsFolded));
        abuse.blockedEventAtMs = nowMs;
        abuse.blockedEventsFolded = 0;
    }
}
