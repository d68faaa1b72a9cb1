package dev.ratewarden.store;

import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** How long something takes, on a machine that may stall at any moment. */
public final class Measured {

    private Measured() {}

    public static long millis(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1_000_000;
    }

    /** Of so many rounds, an odd number: one that met a stall of the machine says nothing about what is measured. */
    public static long median(int rounds, LongSupplier round) {
        return LongStream.generate(round)
                .limit(rounds)
                .sorted()
                .skip(rounds / 2)
                .findFirst()
                .orElseThrow();
    }
}
