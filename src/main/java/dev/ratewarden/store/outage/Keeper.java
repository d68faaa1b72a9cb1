package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.Attempt;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.LocalDecider;
import dev.ratewarden.store.SharedStore;
import dev.ratewarden.store.UserRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the shared store is away, and has one background task that watches it while it is there and knocks while it is not.
 * Thread-safe; what checks call never waits for I/O but that of the journal.
 */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Keeper.class.getName());
    private static final long WATCH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long HASTY_KNOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long KNOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long HASTY_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SharedStore shared;
    private final OutageSettings settings;
    private final LongSupplier nanos;
    private final StoreClock clock;
    private final Mirror mirror = new Mirror();
    private final Function<String, @Nullable UserRecord> known = mirror::get;
    private final Acknowledged acknowledged;
    private final Books books;
    private final Watch watch;
    private final Announcements announcements;
    private final CheckLogger checkLog;
    private final SelfReport selfReport;

    /** Written under {@link #lock}. */
    private volatile @Nullable Away away;

    /** How often the store came back; written under {@link #lock}. */
    private volatile long returns;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    Keeper(SharedStore shared, LocalDecider local, OutageSettings settings) {
        this.shared = shared;
        this.settings = settings;
        this.nanos = settings.nanos();
        this.clock = new StoreClock(settings.clock(), nanos);
        this.acknowledged = new Acknowledged();
        this.books = Books.open(shared, settings);
        this.watch = new Watch(shared, local, mirror, books, clock, acknowledged, settings);
        this.announcements = new Announcements(settings.listener(), nanos);
        this.checkLog = new CheckLogger(shared, settings);
        this.selfReport = new SelfReport(shared, settings, books, checkLog);
        shared.awaitRestoring();
    }

    void start() {
        settings.executor().execute(this::run);
    }

    /** Null while the shared store decides. */
    @Nullable
    Away away() {
        return away;
    }

    /** Goes up with every return of the store; for {@link #lost}. */
    long returns() {
        return returns;
    }

    LocalDecider.Situation situation() {
        return new LocalDecider.Situation(
                shared.lastPolicies(), clock.millis(), watch.instances(), watch.rank(), known);
    }

    boolean remembers(String userId, String action, long limit) {
        UserRecord user = mirror.get(userId);
        return user != null && Long.valueOf(limit).equals(user.overrides().get(action));
    }

    void answered(CheckRequest request, Attempt.Answered answered) {
        if (answered.call() != null) {
            acknowledged.add(request, answered.outcome(), answered.call());
        }
        mirror.saw(request, answered.outcome(), shared.lastPolicies());
    }

    void log(CheckRequest request, CheckOutcome outcome) {
        checkLog.add(request, outcome, shared.lastPolicies().revision());
    }

    void decided(JournalEntry.Decided entry) {
        books.add(entry);
    }

    /**
     * A call failed.
     *
     * @param returnsBefore of the time before that call: if the store came back since, the call tells nothing new
     */
    Away lost(StoreUnavailableException cause, long returnsBefore) {
        lock.lock();
        try {
            Away now = away;
            if (now != null) {
                return now;
            }
            String message = cause.getMessage() == null ? "it does not answer" : cause.getMessage();
            Away fresh = new Away(clock.millis(), nanos.getAsLong(), message, new LongAdder());
            if (returnsBefore == returns) {
                away = fresh;
                woken.signalAll();
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!closed) {
                Away now = away;
                if (now != null) {
                    announcements.away(now);
                }
                boolean well = turn(now);
                books.force();
                pause(now, well);
            }
        } finally {
            ended.countDown();
        }
    }

    /** Whether it went as it should. */
    private boolean turn(@Nullable Away now) {
        long before = returns;
        try {
            if (now == null) {
                watch.turn();
            } else {
                selfReport.away(now.fromMs());
                returnFrom(now);
            }
            checkLog.turn();
            selfReport.turn();
            return true;
        } catch (StoreUnavailableException e) {
            LOG.log(Level.DEBUG, "The store is away", e);
            if (now == null) {
                lost(e, before);
            }
        } catch (StoreException e) {
            LOG.log(Level.ERROR, "The outage store could not do its work, and will try again: {0}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "The outage store could not do its work, and will try again", e);
        }
        return false;
    }

    private void returnFrom(Away gone) throws IOException {
        SharedStore.Contact contact;
        try {
            contact = shared.knock(settings.instance());
        } catch (StoreException refused) {
            // It answers: from now on its refusals are for the callers to see.
            LOG.log(Level.ERROR, "The store is back, but refuses: {0}", refused.getMessage());
            comeBack(gone);
            return;
        }
        watch.returned(contact);
        comeBack(gone);
        watch.turn();
    }

    private void comeBack(Away gone) {
        lock.lock();
        try {
            returns = returns + 1;
            away = null;
        } finally {
            lock.unlock();
        }
        long until = Math.max(gone.fromMs(), clock.millis());
        long checks = gone.checks().sum();
        watch.toReport(gone.fromMs(), until, checks);
        announcements.left(gone.fromMs(), until, checks);
    }

    private void pause(@Nullable Away before, boolean well) {
        long wait = well && books.isWaiting() ? 0 : WATCH_NANOS;
        if (before != null) {
            wait = nanos.getAsLong() - before.fromNanos() < HASTY_FOR_NANOS ? HASTY_KNOCK_NANOS : KNOCK_NANOS;
        }
        lock.lock();
        try {
            while (wait > 0 && !closed && away == before) {
                wait = woken.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (ended.await(CLOSING_NANOS, TimeUnit.NANOSECONDS)) {
                lastTurn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            books.close();
        }
    }

    /** On the thread that closes, once the background task has ended. */
    private void lastTurn() {
        try {
            Away gone = away;
            if (gone != null) {
                returnFrom(gone);
            }
            checkLog.turn();
            watch.finish(nanos.getAsLong() + CLOSING_NANOS);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "The store is away at the end", e);
        }
    }
}
