package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.Reason;
import dev.ratewarden.store.HeapLineLog;
import dev.ratewarden.store.JournalCodec;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.LineLog;
import dev.ratewarden.store.SharedStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This instance's journal. An entry is with the operating system when {@link #add} returns, so that the end of the process does not
 * lose it. If the file cannot be written, memory takes its place until it can be. Thread-safe; {@link #book}, {@link #rewind} and
 * {@link #tidy} are for one background thread.
 */
final class OutageJournal {

    private static final Logger LOG = System.getLogger(OutageJournal.class.getName());
    private static final long MINUTE_MS = 60_000;

    private final String id;
    private final long bound;
    private final LineLog first;
    private final Replay replay;

    /** Guards what follows, and that lines stand in the order of their numbers. */
    private final ReentrantLock lock = new ReentrantLock();

    private long sequence;
    /** Since the journal was last emptied. */
    private long lines;

    private JournalHeader written;
    private boolean dirty;

    /** Where lines go that the file did not take. */
    private @Nullable HeapLineLog second;

    private @Nullable Replay secondReplay;
    private Map<Place, Count> counts = new LinkedHashMap<>();

    /** What is only counted, is counted by these. */
    private record Place(String action, long minuteMs) {}

    private record Count(long allowed, long denied, long wouldDeny, long violations) {
        static final Count NONE = new Count(0, 0, 0, 0);

        Count and(JournalEntry.Decided entry) {
            return new Count(
                    allowed + (entry.reason().allows() ? 1 : 0),
                    denied + (entry.reason().allows() ? 0 : 1),
                    wouldDeny + (entry.wouldDeny() ? 1 : 0),
                    violations + (entry.reason() == Reason.LIMITED ? 1 : 0));
        }
    }

    /** @param log empty, and this object's alone */
    OutageJournal(JournalHeader header, LineLog log, long bound) throws IOException {
        this.id = header.id();
        this.bound = bound;
        this.first = log;
        this.replay = new Replay(id, log);
        this.written = header;
        begin(header);
    }

    private void begin(JournalHeader header) throws IOException {
        first.clear();
        first.append(0, header.json());
        replay.startAtEnd();
        written = header;
        lines = 0;
    }

    String id() {
        return id;
    }

    void add(JournalEntry.Decided entry) {
        String json = JournalCodec.write(entry);
        lock.lock();
        try {
            if (isOnlyCounted(entry)) {
                counts.merge(
                        new Place(entry.action(), Math.floorDiv(entry.atMs(), MINUTE_MS) * MINUTE_MS),
                        Count.NONE.and(entry),
                        (old, one) -> old.and(entry));
            } else {
                write(json);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isOnlyCounted(JournalEntry.Decided entry) {
        long size = size();
        return size >= bound && entry.twin() == null && (entry.reason() != Reason.LIMITED || size >= 2 * bound);
    }

    private long size() {
        return first.size() + (second == null ? 0 : second.size());
    }

    private void write(String json) {
        dirty = true;
        sequence++;
        lines++;
        if (second == null) {
            try {
                first.append(sequence, json);
                return;
            } catch (IOException e) {
                LOG.log(
                        Level.ERROR,
                        "The journal cannot be written ({0}); until it can, what is decided without the store is kept in memory only",
                        e.toString());
                second = new HeapLineLog();
                secondReplay = new Replay(id, second);
            }
        }
        second.append(sequence, json);
    }

    /** Writes what was only counted so far. */
    void writeCounts() {
        lock.lock();
        try {
            Map<Place, Count> written = counts;
            if (written.isEmpty()) {
                return;
            }
            counts = new LinkedHashMap<>();
            written.forEach((place, count) -> write(JournalCodec.write(new JournalEntry.Counted(
                    place.minuteMs(),
                    place.action(),
                    count.allowed(),
                    count.denied(),
                    count.wouldDeny(),
                    count.violations()))));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a loss of power would lose something. Forgets it. */
    boolean takeDirty() {
        lock.lock();
        try {
            boolean was = dirty;
            dirty = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    void force() {
        try {
            first.force();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The journal is not safe from a loss of power: {0}", e.toString());
        }
    }

    /** Whether there is something that was not booked yet. */
    boolean isWaiting() {
        lock.lock();
        try {
            return !counts.isEmpty() || !replay.atEnd() || (secondReplay != null && !secondReplay.atEnd());
        } finally {
            lock.unlock();
        }
    }

    /** How many lines and bytes may not be booked yet; none if all are. */
    Backlog backlog() {
        lock.lock();
        try {
            return isWaiting() ? new Backlog(lines, size()) : Backlog.NONE;
        } finally {
            lock.unlock();
        }
    }

    /** What of a journal is still to be booked. */
    record Backlog(long entries, long bytes) {
        static final Backlog NONE = new Backlog(0, 0);
    }

    /** Books the next part. */
    void book(SharedStore shared, Map<Integer, Long> bookedBefore) throws IOException {
        writeCounts();
        Replay more = more();
        if (more != null) {
            more.step(shared, bookedBefore);
        }
    }

    private @Nullable Replay more() {
        lock.lock();
        try {
            if (!replay.atEnd()) {
                return replay;
            }
            return secondReplay != null && !secondReplay.atEnd() ? secondReplay : null;
        } finally {
            lock.unlock();
        }
    }

    /** Has everything that is still here looked at once more: the store may have lost what was booked last. */
    void rewind() {
        lock.lock();
        try {
            replay.rewind();
            if (secondReplay != null) {
                secondReplay.rewind();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Empties the journal, if everything in it was booked. */
    void tidy(JournalHeader header) {
        lock.lock();
        try {
            if (isWaiting() || (lines == 0 && header.equals(written))) {
                return;
            }
            begin(header);
            second = null;
            secondReplay = null;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The journal cannot be emptied; that is tried again: {0}", e.toString());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the file if everything in it was booked, else leaves it to the next process.
     *
     * @param settled whether what was booked is beyond loss
     */
    void close(boolean settled) {
        writeCounts();
        if (isWaiting() || !settled) {
            force();
            first.close();
        } else {
            first.delete();
        }
    }
}
