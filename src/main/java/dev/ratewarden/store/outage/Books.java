package dev.ratewarden.store.outage;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.store.FileLineLog;
import dev.ratewarden.store.HeapLineLog;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.LineLog;
import dev.ratewarden.store.SharedStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * This instance's journal and those that it found, and how far they are booked. {@link #add} may be called by anybody, the rest by one
 * thread at a time.
 */
final class Books implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Books.class.getName());

    /** What was booked is kept for so long, because a store that is killed may lose the last second of it. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SharedStore shared;
    private final OutageSettings settings;
    private final LongSupplier nanos;
    private final OutageJournal journal;
    private final Orphans orphans;
    private final boolean lasting;
    private String created = "";
    private long lastBookedNanos;
    private boolean settled = true;

    private Books(SharedStore shared, OutageSettings settings, OutageJournal journal) {
        this.shared = shared;
        this.settings = settings;
        this.nanos = settings.nanos();
        this.journal = journal;
        this.orphans = new Orphans(settings.journal());
        this.lasting = settings.journal() != null;
    }

    static Books open(SharedStore shared, OutageSettings settings) {
        String id = UUID.randomUUID().toString();
        JournalHeader header = new JournalHeader(JournalHeader.VERSION, id, shared.identity(), "", settings.instance());
        try {
            return new Books(shared, settings, new OutageJournal(header, log(settings, id), settings.journalBytes()));
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "journal directory %s: cannot be written (%s); name another one".formatted(settings.journal(), e));
        }
    }

    private static LineLog log(OutageSettings settings, String id) throws IOException {
        Path directory = settings.journal();
        if (directory == null) {
            return new HeapLineLog();
        }
        Files.createDirectories(directory);
        FileLineLog log = FileLineLog.open(directory.resolve(id + Orphans.SUFFIX));
        if (log == null) {
            throw new IOException("file " + id + " is in use");
        }
        return log;
    }

    String journalId() {
        return journal.id();
    }

    void add(JournalEntry.Decided entry) {
        journal.add(entry);
    }

    void force() {
        journal.writeCounts();
        if (journal.takeDirty()) {
            journal.force();
        }
    }

    /** Whether something of this instance's own is still to be booked. */
    boolean isWaiting() {
        return journal.isWaiting();
    }

    OutageJournal.Backlog backlog() {
        return journal.backlog();
    }

    /** The store is back with the data that it had, or nearly: what is still here is looked at once more. */
    void returned(String storeCreated) {
        created = storeCreated;
        journal.rewind();
        orphans.rewind();
    }

    /** The store is back empty. What it was told before is in what it will be restored from, or counted among what is lost. */
    void emptied(String storeCreated) {
        created = storeCreated;
    }

    /** Books as much as can be until then. */
    void book(long untilNanos) throws IOException {
        if (!journal.isWaiting()) {
            return;
        }
        Map<Integer, Long> before = shared.booked(journal.id());
        while (journal.isWaiting() && nanos.getAsLong() - untilNanos < 0) {
            journal.book(shared, before);
            settled = false;
            lastBookedNanos = nanos.getAsLong();
        }
    }

    /** Books what ended processes left behind. */
    void bookOrphans(long nowMs) throws IOException {
        if (orphans.book(shared, created, nowMs)) {
            settled = false;
            lastBookedNanos = nanos.getAsLong();
        }
    }

    /** Removes what was booked long enough ago. */
    void tidy() {
        if (!settled && nanos.getAsLong() - lastBookedNanos > SETTLING_NANOS && !journal.isWaiting()) {
            settled = true;
            orphans.tidy();
        }
        if (settled) {
            journal.tidy(new JournalHeader(
                    JournalHeader.VERSION, journal.id(), shared.identity(), created, settings.instance()));
        }
    }

    @Override
    public void close() {
        if (!lasting && journal.isWaiting()) {
            LOG.log(
                    Level.WARNING,
                    "The journal was in memory only: what was decided while the store was away, and not booked since, is lost");
        }
        journal.close(settled);
        orphans.close();
    }
}
