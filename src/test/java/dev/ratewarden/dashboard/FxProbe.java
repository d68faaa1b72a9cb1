package dev.ratewarden.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javafx.application.Platform;

/**
 * Measures how long the FX thread is busy with one thing: asks it for a sign of life every millisecond and looks how long each waits.
 * What made several wait was one thing, as long as the longest wait. Where this thread itself was not let run, the machine stalled, and
 * a wait is shortened by that. Thread-safe.
 */
public final class FxProbe implements AutoCloseable {

    private static final long EVERY_NANOS = 1_000_000;
    private static final double WORTH_NOTING_MS = 1;

    private final Thread thread = Thread.ofPlatform().daemon().name("fx-probe").unstarted(this::ask);
    private final List<Double> tasksMs = new ArrayList<>();
    private final List<Double> waitsMs = new ArrayList<>();
    private double groupMs;
    private long stalledNanos;
    private volatile boolean closed;

    private FxProbe() {}

    public static FxProbe start() {
        FxProbe probe = new FxProbe();
        probe.thread.start();
        return probe;
    }

    /** What the FX thread was busy with for 1 ms or longer at a time, ms, in the order in which it happened. */
    public synchronized List<Double> tasksMs() {
        List<Double> all = new ArrayList<>(tasksMs);
        if (groupMs >= WORTH_NOTING_MS) {
            all.add(groupMs);
        }
        return all;
    }

    /** How long each sign of life waited, ms: one a millisecond, so that a long task counts as often as a press would meet it. */
    public synchronized List<Double> waitsMs() {
        return List.copyOf(waitsMs);
    }

    public double longestMs() {
        return tasksMs().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void ask() {
        long due = System.nanoTime();
        while (!closed) {
            due += EVERY_NANOS;
            LockSupport.parkNanos(due - System.nanoTime());
            long late = System.nanoTime() - due;
            if (late > 2 * EVERY_NANOS) {
                stalled(late);
                due = System.nanoTime();
            }
            long asked = System.nanoTime();
            long before = stalls();
            Platform.runLater(() -> answered(asked, before));
        }
    }

    private synchronized void stalled(long nanos) {
        stalledNanos += nanos;
    }

    private synchronized long stalls() {
        return stalledNanos;
    }

    private synchronized void answered(long asked, long stalledBefore) {
        double waitedMs = (System.nanoTime() - asked - (stalledNanos - stalledBefore)) / 1e6;
        waitsMs.add(waitedMs);
        if (waitedMs >= groupMs) {
            // The first one after a pause waited longest; those behind it waited for the same thing.
            noteGroup();
            groupMs = waitedMs;
        } else if (waitedMs < WORTH_NOTING_MS) {
            noteGroup();
            groupMs = 0;
        }
    }

    private void noteGroup() {
        if (groupMs >= WORTH_NOTING_MS) {
            tasksMs.add(groupMs);
        }
    }
}
