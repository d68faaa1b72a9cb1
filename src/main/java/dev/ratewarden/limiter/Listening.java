package dev.ratewarden.limiter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Tells a listener, and lets nothing that it throws reach a check. Thread-safe. */
final class Listening {

    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LimiterListener listener;
    private final LongSupplier nanos;
    private final Logger log;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong loggedNanos;

    Listening(LimiterListener listener, LongSupplier nanos, Logger log) {
        this.listener = listener;
        this.nanos = nanos;
        this.log = log;
        this.loggedNanos = new AtomicLong(nanos.getAsLong() - MINUTE_NANOS);
    }

    /** Whether anybody listens. */
    boolean isOn() {
        return listener != LimiterListener.NONE;
    }

    long start() {
        return nanos.getAsLong();
    }

    void decided(CheckRequest request, Decision decision, long startNanos) {
        try {
            listener.decided(request, decision, nanos.getAsLong() - startNanos);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // Even a checked one: other languages, and tricks, throw them undeclared.
            threw(e);
        }
    }

    void failed(CheckRequest request, RuntimeException failure, long startNanos) {
        try {
            listener.failed(request, failure, nanos.getAsLong() - startNanos);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // Even a checked one: other languages, and tricks, throw them undeclared.
            threw(e);
        }
    }

    private void threw(Throwable e) {
        failures.incrementAndGet();
        long last = loggedNanos.get();
        long now = nanos.getAsLong();
        if (now - last >= MINUTE_NANOS && loggedNanos.compareAndSet(last, now)) {
            log.log(
                    Level.ERROR,
                    "The limiter's listener failed, %d times since this was last said".formatted(failures.getAndSet(0)),
                    e);
        }
    }
}
