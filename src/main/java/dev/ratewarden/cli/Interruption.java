package dev.ratewarden.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Whether long work is to stop: the process was told to end (SIGTERM, Ctrl+C), or the working thread was interrupted. Until it is closed
 * the process waits, 5 s at most, so that what was done can still be told.
 */
final class Interruption implements AutoCloseable {
    private static final long LONGEST_MS = 5_000;

    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread hook = new Thread(this::ask, "ratewarden-interrupted");
    private volatile boolean asked;

    private Interruption() {}

    static Interruption open() {
        Interruption interruption = new Interruption();
        try {
            Runtime.getRuntime().addShutdownHook(interruption.hook);
        } catch (IllegalStateException e) {
            // The process is ending already.
            interruption.asked = true;
        }
        return interruption;
    }

    private void ask() {
        asked = true;
        try {
            boolean unused = told.await(LONGEST_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean asked() {
        return asked || Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() {
        told.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to end just now; the hook ends by itself.
                asked = true;
            }
        }
    }
}
