package dev.ratewarden.store.outage;

import java.util.function.BooleanSupplier;

/** Waiting for tests in other packages. */
public final class Patience {

    private Patience() {}

    /** Waits for a condition, with a deadline. */
    public static void await(String what, BooleanSupplier condition) {
        OutageBot.await(what, condition);
    }
}
