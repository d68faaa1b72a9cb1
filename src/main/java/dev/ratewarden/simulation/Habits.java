package dev.ratewarden.simulation;

import static dev.ratewarden.simulation.Actions.API_CALL;
import static dev.ratewarden.simulation.Actions.FAILED_LOGIN;
import static dev.ratewarden.simulation.Actions.LOGIN_ATTEMPT;
import static dev.ratewarden.simulation.Actions.PACK_CREATE;
import static dev.ratewarden.simulation.Actions.PACK_PURCHASE;
import static dev.ratewarden.simulation.Actions.PAYMENT;

import dev.ratewarden.simulation.Human.Habit;
import dev.ratewarden.simulation.Human.Visit;

/** What people do when they turn up. */
final class Habits {

    /** Looks around, opens a pack or two, sometimes buys one. */
    static final Habit REGULAR = (visit, dice) -> {
        logIn(visit, dice, dice.chance(0.15) ? 1 : 0);
        browse(visit, dice, dice.between(4, 30));
        packs(visit, dice, dice.chance(0.08) ? dice.between(5, 7) : dice.between(0, 3));
        if (dice.chance(0.2)) {
            purchases(visit, dice, 1);
        }
    };

    private Habits() {}

    /** Opens packs in bursts: most visits stop at what the limit allows, eager ones go on. */
    static Habit collector(double eagerness) {
        return (visit, dice) -> {
            browse(visit, dice, dice.between(1, 8));
            packs(visit, dice, dice.chance(eagerness) ? dice.between(6, 7) : dice.between(2, 5));
        };
    }

    /** Cannot remember the password, and types what comes to mind. */
    static Habit forgetful(double eagerness) {
        return (visit, dice) -> {
            logIn(visit, dice, dice.chance(eagerness) ? dice.between(5, 7) : dice.between(0, 4));
            browse(visit, dice, dice.between(2, 15));
        };
    }

    /** Buys many packs; now and then the card is refused, and tried again. */
    static Habit buyer(double eagerness) {
        return (visit, dice) -> {
            browse(visit, dice, dice.between(3, 12));
            purchases(visit, dice, dice.chance(eagerness) ? dice.between(3, 5) : 1);
            if (dice.chance(eagerness / 2)) {
                repeat(visit, dice, PAYMENT, dice.between(2, 4), 8_000, 45_000);
            }
        };
    }

    private static void logIn(Visit visit, Dice dice, int failures) {
        visit.then(LOGIN_ATTEMPT, 0);
        for (int i = 0; i < failures; i++) {
            visit.then(FAILED_LOGIN, dice.millis(400, 1_200));
            visit.then(LOGIN_ATTEMPT, dice.millis(5_000, 40_000));
        }
    }

    private static void browse(Visit visit, Dice dice, int pages) {
        repeat(visit, dice, API_CALL, pages, 1_500, 12_000);
    }

    private static void packs(Visit visit, Dice dice, int count) {
        repeat(visit, dice, PACK_CREATE, count, 4_000, 30_000);
    }

    private static void purchases(Visit visit, Dice dice, int count) {
        for (int i = 0; i < count; i++) {
            visit.then(PACK_PURCHASE, dice.millis(10_000, 90_000));
            visit.then(PAYMENT, dice.millis(3_000, 15_000));
        }
    }

    private static void repeat(Visit visit, Dice dice, String action, int times, long low, long high) {
        for (int i = 0; i < times; i++) {
            visit.then(action, dice.millis(low, high));
        }
    }
}
