package dev.ratewarden.store.outage;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.SharedStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes every decided check into the shared store's log, in batches and in the background. It is the first to give way: what finds no
 * room, or a store that is nearly full, is counted and not logged. {@link #add} may be called by anybody and never waits; the rest is for
 * one thread at a time.
 */
final class CheckLogger {

    private static final Logger LOG = System.getLogger(CheckLogger.class.getName());

    /** A second of 65,536 checks, or an outage of so many; some 8 MB if it is full. */
    static final int QUEUED = 1 << 16;

    private static final int BATCH = 4_096;
    private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final double STOPS_AT = 0.80;
    private static final double GOES_ON_BELOW = 0.75;

    /** Every bot of the community sees it within 15 seconds. */
    private static final long SAID_FOR_MS = 60_000;

    private final SharedStore shared;
    private final OutageSettings settings;
    private final CheckQueue queue = new CheckQueue(QUEUED);
    private final LongAdder dropped = new LongAdder();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private volatile boolean stopped;

    /** What of {@link #dropped} the log was told. */
    private long told;

    private long number;

    /** Was sent, but the store went away meanwhile. */
    private @Nullable CheckBatch pending;

    /** Still to be told; null if there is nothing. */
    private @Nullable SecurityEvent event;

    private long lookedNanos;
    private boolean looked;
    private boolean saidThatMemoryIsUnknown;
    private boolean saidThatItIsRefused;

    CheckLogger(SharedStore shared, OutageSettings settings) {
        this.shared = shared;
        this.settings = settings;
    }

    /** @param revision of the policies as they are known here */
    void add(CheckRequest request, CheckOutcome outcome, long revision) {
        if (settings.checkLogBytes() == 0) {
            return;
        }
        if (stopped || !queue.add(LoggedCheck.of(request, outcome, revision, settings.instance()))) {
            dropped.increment();
        }
    }

    /** How many checks could not be logged since the beginning. */
    long dropped() {
        return dropped.sum();
    }

    /** Writes what has come up, if there is room for it. */
    void turn() {
        if (settings.checkLogBytes() == 0) {
            return;
        }
        try {
            lookAtMemory();
            tell();
            if (!stopped) {
                write();
            }
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (StoreException e) {
            refused(e);
        }
    }

    private void refused(StoreException e) {
        if (!saidThatItIsRefused) {
            saidThatItIsRefused = true;
            LOG.log(Level.WARNING, "Checks are not logged until the store lets them be: {0}", e.getMessage());
        }
        forget();
    }

    /** What waits will not be logged. */
    private void forget() {
        if (pending != null) {
            dropped.add(pending.checks().size());
            pending = null;
        }
        for (LoggedCheck check = queue.poll(); check != null; check = queue.poll()) {
            dropped.increment();
        }
    }

    private void lookAtMemory() {
        long now = settings.nanos().getAsLong();
        if (looked && now - lookedNanos < MEMORY_NANOS) {
            return;
        }
        OptionalDouble inUse = shared.memoryInUse();
        looked = true;
        lookedNanos = now;
        if (inUse.isEmpty()) {
            if (!saidThatMemoryIsUnknown) {
                saidThatMemoryIsUnknown = true;
                LOG.log(
                        Level.INFO,
                        "How full the store is may not be asked (the login lacks INFO): the log of checks stops only when it is full");
            }
        } else if (!stopped && inUse.getAsDouble() >= STOPS_AT) {
            stop("%.0f %% of its memory is in use".formatted(100 * inUse.getAsDouble()));
        } else if (stopped && inUse.getAsDouble() < GOES_ON_BELOW) {
            resume();
        }
    }

    private void stop(String why) {
        stopped = true;
        LOG.log(Level.WARNING, "Checks are no longer logged, though decided as ever: of the store {0}", why);
        event = event(EventTypes.CHECK_LOG_STOPPED, Map.of("instance", settings.instance(), "reason", why));
        forget();
    }

    private void resume() {
        stopped = false;
        LOG.log(Level.INFO, "Checks are logged again");
        event = event(
                EventTypes.CHECK_LOG_RESUMED,
                Map.of("instance", settings.instance(), "dropped", Long.toString(dropped() - told)));
    }

    private static SecurityEvent event(String type, Map<String, String> figures) {
        return new SecurityEvent(0, type, EventTypes.severity(type), null, null, null, 0, 0, figures);
    }

    /** A store that is full takes no event either: then it is told when there is room. */
    private void tell() {
        SecurityEvent untold = event;
        if (untold != null) {
            shared.record(untold, untold.type(), SAID_FOR_MS);
            event = null;
        }
    }

    /** What was there when it began, so that it ends. */
    private void write() {
        int left = queue.size();
        boolean room = pending == null || send(pending);
        while (room && left > 0) {
            List<LoggedCheck> checks = take(Math.min(left, BATCH));
            if (checks.isEmpty()) {
                return;
            }
            left -= checks.size();
            room = send(checks);
        }
        if (room && dropped() > told) {
            send(List.of());
        }
    }

    private List<LoggedCheck> take(int most) {
        List<LoggedCheck> checks = new ArrayList<>(most);
        while (checks.size() < most) {
            LoggedCheck next = queue.poll();
            if (next == null) {
                break;
            }
            checks.add(next);
        }
        return checks;
    }

    private boolean send(List<LoggedCheck> checks) {
        return send(
                new CheckBatch(run, ++number, settings.instance(), checks, dropped() - told, settings.checkLogBytes()));
    }

    private boolean send(CheckBatch batch) {
        pending = batch;
        boolean room = shared.logChecks(batch);
        if (room) {
            pending = null;
            told += batch.dropped();
            saidThatItIsRefused = false;
        } else {
            stop("all memory is in use");
        }
        return room;
    }
}
