package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.OutageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says once that the store is away, and once that it is back. Where it comes and goes, the log hears of it at most once a minute, with the
 * number of times in between; the listener hears of each. Used by one thread.
 */
final class Announcements {

    private static final Logger LOG = System.getLogger(Announcements.class.getName());
    private static final long FOLDED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final OutageListener listener;
    private final LongSupplier nanos;

    /** When the log last heard that the store is away. */
    private long loggedNanos;

    private boolean logged;

    /** The latest outage that was told. */
    private @Nullable Away present;

    /** Whether the log heard of it. */
    private boolean loud;

    private int folded;
    private long foldedChecks;

    Announcements(OutageListener listener, LongSupplier nanos) {
        this.listener = listener;
        this.nanos = nanos;
    }

    /** To be called at once and then now and again while it is away: one that lasts is said, however short the one before was. */
    void away(Away away) {
        long now = nanos.getAsLong();
        boolean entered = away != present;
        if (entered) {
            present = away;
            loud = false;
        }
        boolean longAgo = entered && (!logged || now - loggedNanos >= FOLDED_NANOS);
        if (longAgo || (!loud && now - away.fromNanos() >= LONG_NANOS)) {
            log(away);
        }
        if (entered) {
            tell(hears -> hears.entered(away.fromMs(), away.cause()));
        }
    }

    private void log(Away away) {
        LOG.log(
                Level.WARNING,
                "Checks are decided in memory from now on, until the store is back: {0}{1}",
                away.cause(),
                sinceThen());
        loud = true;
        logged = true;
        loggedNanos = nanos.getAsLong();
        folded = 0;
        foldedChecks = 0;
    }

    private String sinceThen() {
        return folded == 0
                ? ""
                : " (since this was last said it was away %d times more, for %d checks)"
                        .formatted(folded, foldedChecks);
    }

    void left(long fromMs, long untilMs, long checks) {
        if (loud) {
            LOG.log(
                    Level.WARNING,
                    "The store is back after {0} ms; {1} checks were decided in memory",
                    Long.toString(untilMs - fromMs),
                    Long.toString(checks));
        } else {
            folded++;
            foldedChecks += checks;
        }
        tell(hears -> hears.left(fromMs, untilMs, checks));
    }

    private void tell(Consumer<OutageListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The outage listener failed", e);
        }
    }
}
