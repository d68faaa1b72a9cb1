package dev.ratewarden.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that runs as fast as one likes. Starts paused: then it moves only by {@link #advanceTo}. Once resumed it follows a real,
 * monotonic source at a speed that can be switched at any moment without a jump. Never goes back. Thread-safe.
 */
public final class SimulatedClock implements InstantSource {

    private static final double NANOS_PER_MS = 1_000_000;

    private final LongSupplier nanos;

    // All guarded by this: a reading must never mix an old anchor with a new speed.
    private double anchorMs;
    private long anchorNanos;
    private double speed = 1;
    private boolean running;

    /**
     * @param startMs where simulated time starts, epoch ms
     * @param nanos the real, monotonic source in nanoseconds, such as {@link System#nanoTime}
     */
    public SimulatedClock(long startMs, LongSupplier nanos) {
        this.nanos = nanos;
        this.anchorMs = startMs;
    }

    /** A paused clock at {@code start} that will follow {@link System#nanoTime}. */
    public static SimulatedClock startingAt(Instant start) {
        return new SimulatedClock(start.toEpochMilli(), System::nanoTime);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public synchronized long millis() {
        return (long) Math.floor(exactMs());
    }

    /** Simulated seconds that pass in a real second while it runs. */
    public synchronized double speed() {
        return speed;
    }

    /**
     * Changes the speed from now on.
     *
     * @param newSpeed simulated seconds in a real second, above 0
     * @throws IllegalArgumentException unless a finite number above 0
     */
    public synchronized void setSpeed(double newSpeed) {
        if (!(newSpeed > 0 && Double.isFinite(newSpeed))) {
            throw new IllegalArgumentException("speed %s: must be a number above 0".formatted(newSpeed));
        }
        anchor();
        speed = newSpeed;
    }

    public synchronized boolean running() {
        return running;
    }

    /** Stands still until resumed. */
    public synchronized void pause() {
        anchor();
        running = false;
    }

    /** Goes on from where it stands. */
    public synchronized void resume() {
        anchor();
        running = true;
    }

    /**
     * Steps a paused clock by hand; a time already passed changes nothing.
     *
     * @throws IllegalStateException if it is running
     */
    public synchronized void advanceTo(long ms) {
        if (running) {
            throw new IllegalStateException("a running clock cannot be stepped by hand: pause it first");
        }
        anchorMs = Math.max(anchorMs, (double) ms);
    }

    /** Steps a paused clock by hand. */
    public synchronized void advance(Duration step) {
        advanceTo(millis() + step.toMillis());
    }

    private double exactMs() {
        return running ? anchorMs + (nanos.getAsLong() - anchorNanos) / NANOS_PER_MS * speed : anchorMs;
    }

    private void anchor() {
        long now = nanos.getAsLong();
        anchorMs = running ? anchorMs + (now - anchorNanos) / NANOS_PER_MS * speed : anchorMs;
        anchorNanos = now;
    }
}
