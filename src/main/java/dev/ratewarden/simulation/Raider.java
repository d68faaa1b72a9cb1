package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;

/** Takes part in a raid: hammers one action until the raid is over, or until refused often enough to lose interest. */
final class Raider implements Behaviour {

    private final String action;
    private final long untilMs;
    private int patience;

    /** @param patience how many refusals it takes to lose interest */
    Raider(String action, long untilMs, int patience) {
        this.action = action;
        this.untilMs = untilMs;
        this.patience = patience;
    }

    @Override
    public long act(Member me, long nowMs) {
        if (nowMs >= untilMs) {
            return Activity.NEVER;
        }
        Decision decision = me.check(action);
        if (!decision.allowed()) {
            patience--;
        }
        return patience <= 0 ? Activity.NEVER : me.dice().millis(300, 1_500);
    }
}
