package dev.ratewarden.limiter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Collects display names and writes them in batches. Remembers what it wrote lately, so that a bot may describe a user at every
 * command. Bounded: past {@value #MAX_WAITING} waiting names the newest are left for the next time they are told.
 */
final class NameQueue {

    private static final Logger LOG = System.getLogger(NameQueue.class.getName());
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_KNOWN = 10_000;
    private static final int BATCH = 200;

    private final LimiterStore store;
    private final Executor executor;

    /** Guards the fields below; never held during I/O. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final Map<String, String> known = new LeastRecentlyUsed();
    private boolean writing;

    /** Held while writing, so that a flush ends only when everything told before it was written. */
    private final ReentrantLock writer = new ReentrantLock();

    NameQueue(LimiterStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    void add(String userId, String name) {
        boolean start = false;
        lock.lock();
        try {
            if (name.equals(known.get(userId)) || waiting.size() >= MAX_WAITING) {
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
            known.putAll(batch);
        } finally {
            lock.unlock();
        }
    }

    private static final class LeastRecentlyUsed extends LinkedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        LeastRecentlyUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MAX_KNOWN;
        }
    }
}
