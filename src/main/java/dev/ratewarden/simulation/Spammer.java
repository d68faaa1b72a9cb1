package dev.ratewarden.simulation;

import java.time.Duration;
import java.util.List;

/**
 * A script that hammers one action and takes no notice of refusals, with a pause now and then. After half a day or so of being refused it
 * goes on under its next account.
 */
final class Spammer implements Behaviour {

    private static final List<String> ACTIONS =
            List.of(Actions.PACK_CREATE, Actions.WEBHOOK_SEND, Actions.LOGIN_ATTEMPT, Actions.PAYMENT);

    private final List<Identity> accounts;
    private final double perSecond;
    private final int firstAction;
    private int account;
    private long accountUntilMs;
    private long hammersUntilMs;

    /**
     * @param accounts used in turn, and over again
     * @param perSecond tries a second
     * @param firstAction which of the actions the first account hammers; the next account takes the next one
     */
    Spammer(List<Identity> accounts, double perSecond, int firstAction) {
        this.accounts = List.copyOf(accounts);
        this.perSecond = perSecond;
        this.firstAction = firstAction;
    }

    @Override
    public long act(Member me, long nowMs) {
        Dice dice = me.dice();
        if (accountUntilMs == 0) {
            settle(dice, nowMs);
        }
        if (nowMs >= accountUntilMs) {
            account++;
            me.become(accounts.get(account % accounts.size()));
            settle(dice, nowMs);
        }
        if (nowMs >= hammersUntilMs) {
            long pause = dice.millis(4 * 60_000, 25 * 60_000);
            hammersUntilMs = nowMs + pause + stretch(dice);
            return pause;
        }
        me.check(ACTIONS.get((firstAction + account) % ACTIONS.size()));
        return (long) (1_000 / perSecond * dice.between(0.5, 1.5));
    }

    private void settle(Dice dice, long nowMs) {
        accountUntilMs = nowMs
                + dice.millis(
                        Duration.ofHours(11).toMillis(), Duration.ofHours(22).toMillis());
        hammersUntilMs = nowMs + stretch(dice);
    }

    private static long stretch(Dice dice) {
        return dice.millis(40 * 60_000, 110 * 60_000);
    }
}
