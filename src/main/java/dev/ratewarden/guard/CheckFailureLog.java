package dev.ratewarden.guard;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.RatewardenException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Says at most once a minute that checks fail: a wrong password fails each of them. Thread-safe. */
final class CheckFailureLog {

    private static final long PERIOD_MS = 60_000;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Logger log;
    private final InstantSource clock;
    private final AtomicLong saidAtMs = new AtomicLong(NEVER);

    CheckFailureLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void failed(String action, Throwable failure, boolean runsNevertheless) {
        long nowMs = clock.millis();
        long said = saidAtMs.get();
        // A clock that was set back does not silence it for longer.
        if (Math.abs(nowMs - said) < PERIOD_MS || !saidAtMs.compareAndSet(said, nowMs)) {
            return;
        }
        log.log(
                Level.ERROR,
                "Check of {0} failed, so the command {1}: {2}",
                action,
                runsNevertheless ? "runs unchecked" : "does not run",
                words(failure));
    }

    /** A message of ours explains itself; of anything else the kind has to be told. */
    private static String words(Throwable failure) {
        boolean ours = failure instanceof RatewardenException;
        return ours && failure.getMessage() != null ? failure.getMessage() : failure.toString();
    }

    /** Whether trying without the check could make sense: an impossible request stays impossible. */
    static boolean isOfTheStore(Throwable failure) {
        return !(failure instanceof InvalidRequestException);
    }
}
