package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Tier;

/** Takes part in a raid: hammers one action until the raid is over. The half-hearted lose interest as soon as they are blocked. */
final class Raider implements Behaviour {

    private final String action;
    private final long untilMs;
    private final boolean stubborn;

    Raider(String action, long untilMs, boolean stubborn) {
        this.action = action;
        this.untilMs = untilMs;
        this.stubborn = stubborn;
    }

    @Override
    public long act(Member me, long nowMs) {
        if (nowMs >= untilMs) {
            return Activity.NEVER;
        }
        Decision decision = me.check(action);
        boolean givesUp =
                decision.tier() == Tier.BLOCKED && !stubborn && me.dice().chance(0.1);
        return givesUp ? Activity.NEVER : me.dice().millis(700, 2_600);
    }
}
