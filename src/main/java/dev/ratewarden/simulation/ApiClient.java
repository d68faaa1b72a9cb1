package dev.ratewarden.simulation;

import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Reason;
import java.time.Duration;

/**
 * A program that uses the API: polls for a while, pauses, polls again. Now and then it catches up in a burst that is more than the
 * limit allows. Backs off when refused, and while blocked asks again now and then.
 */
final class ApiClient implements Behaviour {

    private static final double POLLING_MS = Duration.ofMinutes(35).toMillis();
    private static final double PAUSE_MS = Duration.ofMinutes(14).toMillis();
    private final double perSecond;
    private final double hoursBetweenBursts;
    private final boolean careless;
    private boolean started;
    private long pollsUntilMs;
    private int burst;

    private ApiClient(double perSecond, double hoursBetweenBursts, boolean careless) {
        this.perSecond = perSecond;
        this.hoursBetweenBursts = hoursBetweenBursts;
        this.careless = careless;
    }

    /** Stops a burst when refused. */
    static ApiClient polite(double pollsPerSecond) {
        return new ApiClient(pollsPerSecond, 14, false);
    }

    /** Goes on with a burst after a short wait, and has them more often. */
    static ApiClient careless(double pollsPerSecond) {
        return new ApiClient(pollsPerSecond, 6, true);
    }

    @Override
    public long act(Member me, long nowMs) {
        Dice dice = me.dice();
        boolean pausesFirst = !started && dice.chance(PAUSE_MS / (PAUSE_MS + POLLING_MS));
        if (!started && !pausesFirst) {
            pollsUntilMs = nowMs + dice.waiting(POLLING_MS);
        }
        started = true;
        if (nowMs >= pollsUntilMs) {
            long pause = me.waiting(PAUSE_MS, nowMs);
            pollsUntilMs = nowMs + pause + dice.waiting(POLLING_MS);
            return pause;
        }
        Decision decision = me.check(Actions.API_CALL);
        return decision.allowed() ? pace(dice) : backOff(dice, decision);
    }

    private long pace(Dice dice) {
        if (burst == 0 && dice.chance(1 / (perSecond * 3_600 * hoursBetweenBursts))) {
            burst = dice.between(60, 220);
        }
        if (burst > 0) {
            burst--;
            return dice.millis(60, 180);
        }
        return (long) (1_000 / perSecond * dice.between(0.6, 1.4));
    }

    private long backOff(Dice dice, Decision decision) {
        if (decision.reason() != Reason.LIMITED || decision.retryAfterMs() == null) {
            burst = 0;
            return dice.millis(8_000, 30_000);
        }
        if (careless && dice.chance(0.6)) {
            return decision.retryAfterMs() + dice.millis(2_000, 12_000);
        }
        burst = 0;
        return decision.retryAfterMs() + dice.millis(15_000, 60_000);
    }
}
