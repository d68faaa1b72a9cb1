package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Reason;

/** Forwards events at a steady trickle, and a pile of them when something happens. Waits as told when refused. */
final class WebhookSender implements Behaviour {

    private static final double MEAN_HOURS_BETWEEN_STORMS = 9;

    private final double perSecond;
    private int storm;

    /** @param perSecond messages a second in quiet times */
    WebhookSender(double perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public long act(Member me, long nowMs) {
        Dice dice = me.dice();
        Decision decision = me.check(Actions.WEBHOOK_SEND);
        if (!decision.allowed()) {
            storm = 0;
            Long wait = decision.retryAfterMs();
            return decision.reason() == Reason.LIMITED && wait != null
                    ? wait + dice.millis(5_000, 40_000)
                    : dice.millis(8_000, 30_000);
        }
        if (storm == 0 && dice.chance(1 / (perSecond * 3_600 * MEAN_HOURS_BETWEEN_STORMS))) {
            storm = dice.between(25, 60);
        }
        if (storm > 0) {
            storm--;
            return dice.millis(150, 600);
        }
        return (long) (1_000 / perSecond * dice.between(0.5, 1.5));
    }
}
