package dev.ratewarden.store.outage;

import dev.ratewarden.store.JournalCodec;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.LineLog;
import dev.ratewarden.store.Lines;
import dev.ratewarden.store.SharedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Books what one log holds, part by part. Used by one thread at a time. */
final class Replay {

    /** So many at a time at first; then as many as the store books in the time below, so that nobody else waits long for it. */
    private static final int FEW = 200;

    private static final int MANY = 3_200;
    private static final long PART_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final String journal;
    private final LineLog log;
    private int part = FEW;
    private long start;
    private long next;
    private long unreadable;
    private long booked;
    private long lastSequence;
    private long firstAtMs = Long.MAX_VALUE;
    private long lastAtMs = Long.MIN_VALUE;

    Replay(String journal, LineLog log) {
        this.journal = journal;
        this.log = log;
    }

    boolean atEnd() {
        return next >= log.size();
    }

    /** Begins anew; what was booked before is not booked again. */
    void rewind() {
        next = start;
    }

    /** What stands here now is none of the entries. */
    void startAtEnd() {
        start = log.size();
        next = start;
    }

    /** How many lines could not be read so far. */
    long unreadable() {
        return unreadable;
    }

    /** How many checks were booked so far by this object. */
    long booked() {
        return booked;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** The earliest and the latest time of a check that was met. */
    long firstAtMs() {
        return firstAtMs;
    }

    long lastAtMs() {
        return lastAtMs;
    }

    /** Books the next part. Not past what could be booked. */
    void step(SharedStore shared, Map<Integer, Long> bookedBefore) throws IOException {
        Lines.Chunk chunk = log.read(next, part);
        List<JournalEntry.Numbered> entries = new ArrayList<>();
        int bad = chunk.unreadable();
        for (Lines.Line line : chunk.lines()) {
            lastSequence = Math.max(lastSequence, line.sequence());
            JournalEntry entry = line.sequence() == 0 ? null : JournalCodec.read(line.json());
            if (entry != null) {
                note(entry);
                add(entries, new JournalEntry.Numbered(line.sequence(), entry), shared, bookedBefore);
            } else if (line.sequence() != 0) {
                bad++;
            }
        }
        if (!entries.isEmpty()) {
            long began = System.nanoTime();
            booked += shared.book(journal, entries).applied();
            paced(System.nanoTime() - began);
        }
        unreadable += bad;
        // A torn last line is all that can be left; it was never answered.
        next = chunk.next() == next ? log.size() : chunk.next();
    }

    private void paced(long took) {
        if (took > PART_NANOS) {
            part = Math.max(part / 2, FEW);
        } else if (took < PART_NANOS / 2) {
            part = Math.min(2 * part, MANY);
        }
    }

    private void note(JournalEntry entry) {
        firstAtMs = Math.min(firstAtMs, entry.atMs());
        lastAtMs = Math.max(lastAtMs, entry.atMs());
    }

    private static void add(
            List<JournalEntry.Numbered> entries,
            JournalEntry.Numbered numbered,
            SharedStore shared,
            Map<Integer, Long> bookedBefore) {
        int shard = numbered.entry() instanceof JournalEntry.Decided decided ? shared.shardOf(decided.userId()) : 0;
        if (numbered.sequence() > bookedBefore.getOrDefault(shard, 0L)) {
            entries.add(numbered);
        }
    }
}
