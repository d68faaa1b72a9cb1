package dev.ratewarden.simulation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lanes going while the clock runs, one worker a lane. What is due is performed in batches, {@value #BATCH_MS} ms of real
 * time apart. A lane that cannot keep up says so, and when it is hopelessly late leaves the missed time out instead of piling up
 * work. The first failure stops all workers. Thread-safe.
 */
final class Crew implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Simulation.class.getName());
    private static final int BATCH_MS = 20;
    private static final long BATCH_NANOS = BATCH_MS * 1_000_000L;
    private static final int LOOK_EVERY = 64;
    private static final double HOPELESS_MS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SimulatedClock clock;
    private final List<Agenda> lanes;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by lock, except that stopped is also read without it.
    private volatile boolean stopped;
    private int working;
    private long leftOutMs;
    private @Nullable RuntimeException failure;

    Crew(SimulatedClock clock, List<Agenda> lanes, Executor executor) {
        this.clock = clock;
        this.lanes = List.copyOf(lanes);
        this.executor = executor;
    }

    void start() {
        for (Agenda lane : lanes) {
            locked(() -> working++);
            executor.execute(() -> work(lane));
        }
    }

    /**
     * Waits while the work goes on.
     *
     * @return true when the time has passed; false, sooner, if the work ended by failure or {@link #close}
     */
    boolean await(Duration time) throws InterruptedException {
        long left = time.toNanos();
        lock.lock();
        try {
            while (left > 0 && !stopped) {
                left = changed.awaitNanos(left);
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** What stopped the work; null if nothing did. */
    @Nullable
    RuntimeException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Simulated time that was left out because a lane could not keep up, ms, summed over the lanes; 0 when all went well. */
    long leftOutMs() {
        lock.lock();
        try {
            return leftOutMs;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the work and waits until the checks under way have been answered. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            long left = PATIENCE.toNanos();
            while (working > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void work(Agenda lane) {
        try {
            for (int count = 0; !stopped; count++) {
                if (!lane.performNext(clock.millis())) {
                    rest();
                } else if (count % LOOK_EVERY == 0) {
                    keepUp(lane);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            locked(() -> {
                failure = failure == null ? e : failure;
                stopped = true;
            });
        } finally {
            locked(() -> working--);
        }
    }

    private void rest() throws InterruptedException {
        lock.lock();
        try {
            long left = BATCH_NANOS;
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void keepUp(Agenda lane) {
        Long nextAtMs = lane.nextAtMs();
        if (nextAtMs == null) {
            return;
        }
        long lateMs = clock.millis() - nextAtMs;
        if (lateMs / clock.speed() > HOPELESS_MS) {
            lane.postpone(lateMs);
            locked(() -> leftOutMs += lateMs);
            LOG.log(
                    Level.WARNING,
                    "The simulation cannot keep up at speed {0}: {1} ms of simulated time were left out",
                    clock.speed(),
                    lateMs);
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
