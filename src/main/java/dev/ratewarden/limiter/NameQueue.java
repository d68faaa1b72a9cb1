package dev.ratewarden.limiter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Collects display names and writes them in batches. Remembers for an hour what it wrote, so that a bot may describe a user at every
 * command, and names return to a store that was emptied. Bounded: past {@value #MAX_WAITING} waiting names the newest are left for the next time they are told.
 */
final class NameQueue {

    private static final Logger LOG = System.getLogger(NameQueue.class.getName());
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_KNOWN = 10_000;
    private static final int BATCH = 200;
    private static final long REMEMBERED_NANOS = Duration.ofHours(1).toNanos();

    private record Written(String name, long atNanos) {}

    private final LimiterStore store;
    private final Executor executor;
    private final LongSupplier nanos;

    /** Guards the fields below; never held during I/O. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final Map<String, Written> known = new LeastRecentlyUsed();
    private boolean writing;

    /** Held while writing, so that a flush ends only when everything told before it was written. */
    private final ReentrantLock writer = new ReentrantLock();

    /** @param nanos a clock such as {@link System#nanoTime} */
    NameQueue(LimiterStore store, Executor executor, LongSupplier nanos) {
        this.store = store;
        this.executor = executor;
        this.nanos = nanos;
    }

    void add(String userId, String name) {
        boolean start = false;
        lock.lock();
        try {
            if (isWritten(userId, name) || waiting.size() >= MAX_WAITING) {
                return;
            }
            waiting.put(userId, name);
            if (!writing) {
                writing = true;
                start = true;
            }
        } finally {
            lock.unlock();
        }
        if (start) {
            executor.execute(this::writeAll);
        }
    }

    private boolean isWritten(String userId, String name) {
        Written written = known.get(userId);
        return written != null
                && written.name().equals(name)
                && nanos.getAsLong() - written.atNanos() < REMEMBERED_NANOS;
    }

    /** Writes what is waiting, on the calling thread, after whatever is being written now. */
    void flush() {
        if (!writeAll()) {
            LOG.log(Level.WARNING, "Names that could not be written at the end: {0}", Integer.toString(waiting()));
        }
    }

    /** False if the store is away, and names still wait. */
    private boolean writeAll() {
        writer.lock();
        try {
            for (Map<String, String> batch = next(); !batch.isEmpty(); batch = next()) {
                if (!write(batch)) {
                    return false;
                }
            }
            return true;
        } finally {
            writer.unlock();
        }
    }

    private boolean write(Map<String, String> batch) {
        try {
            Set<String> kept = store.describe(batch);
            batch.keySet().retainAll(kept);
            written(batch);
        } catch (StoreUnavailableException away) {
            LOG.log(Level.DEBUG, "Names wait until the next one is told: {0}", away.getMessage());
            putBack(batch);
            return false;
        } catch (RatewardenException e) {
            LOG.log(Level.DEBUG, "Names not written, they will be at the next mention: {0}", e.getMessage());
        }
        return true;
    }

    private void putBack(Map<String, String> batch) {
        lock.lock();
        try {
            batch.forEach(waiting::putIfAbsent);
            writing = false;
        } finally {
            lock.unlock();
        }
    }

    private int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, String> next() {
        lock.lock();
        try {
            Map<String, String> batch = new LinkedHashMap<>();
            var entries = waiting.entrySet().iterator();
            while (entries.hasNext() && batch.size() < BATCH) {
                var entry = entries.next();
                batch.put(entry.getKey(), entry.getValue());
                entries.remove();
            }
            writing = !batch.isEmpty();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void written(Map<String, String> batch) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            batch.forEach((userId, name) -> known.put(userId, new Written(name, now)));
        } finally {
            lock.unlock();
        }
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<String, Written> {
        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
            return size() > MAX_KNOWN;
        }
    }
}
