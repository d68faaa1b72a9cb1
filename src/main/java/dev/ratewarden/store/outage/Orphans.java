package dev.ratewarden.store.outage;

import dev.ratewarden.store.FileLineLog;
import dev.ratewarden.store.Lines;
import dev.ratewarden.store.OutageReport;
import dev.ratewarden.store.SharedStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Journals that processes left behind which ended during an outage. Used by one thread at a time. */
final class Orphans implements AutoCloseable {

    static final String SUFFIX = ".journal";

    /** After this time the store may have forgotten how far a journal was booked. */
    private static final long BOOKABLE_MS = 21L * 24 * 3_600_000;

    private static final Logger LOG = System.getLogger(Orphans.class.getName());

    private final @Nullable Path directory;

    /** Files of which it was said already why they are left alone. */
    private final Set<Path> leftAlone = new HashSet<>();

    private final List<Held> held = new ArrayList<>();

    /** One that is ours now. */
    private record Held(FileLineLog log, JournalHeader header, Replay replay) {}

    /** @param directory null if there are none */
    Orphans(@Nullable Path directory) {
        this.directory = directory;
    }

    /**
     * Books those whose owners are gone and that belong to this store.
     *
     * @return whether there was one
     */
    boolean book(SharedStore shared, String created, long nowMs) throws IOException {
        take(shared.identity(), created, nowMs);
        boolean any = false;
        for (Held one : held) {
            if (!one.replay().atEnd()) {
                book(one, shared);
                any = true;
            }
        }
        return any;
    }

    private void book(Held orphan, SharedStore shared) throws IOException {
        Replay replay = orphan.replay();
        Map<Integer, Long> before = shared.booked(orphan.header().id());
        while (!replay.atEnd()) {
            replay.step(shared, before);
        }
        if (replay.unreadable() > 0) {
            LOG.log(
                    Level.ERROR,
                    "Journal {0}: {1} lines could not be read and were left out",
                    orphan.log().file(),
                    replay.unreadable());
        }
        if (replay.booked() > 0) {
            LOG.log(
                    Level.INFO,
                    "Journal {0} of {1}: {2} entries booked",
                    orphan.log().file(),
                    orphan.header().instance(),
                    replay.booked());
            shared.report(new OutageReport(
                    orphan.header().id(),
                    orphan.header().instance(),
                    replay.firstAtMs(),
                    replay.lastAtMs(),
                    replay.booked()));
        }
    }

    /** Has them looked at once more: the store may have lost what was booked last. */
    void rewind() {
        held.forEach(one -> one.replay().rewind());
    }

    /** Removes those that were booked. */
    void tidy() {
        held.removeIf(one -> {
            boolean booked = one.replay().atEnd();
            if (booked) {
                one.log().delete();
            }
            return booked;
        });
    }

    private void take(String store, String created, long nowMs) throws IOException {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                FileLineLog log = leftAlone.contains(file) ? null : FileLineLog.open(file);
                if (log != null && !take(file, log, store, created, nowMs)) {
                    log.close();
                }
            }
        }
    }

    private boolean take(Path file, FileLineLog log, String store, String created, long nowMs) throws IOException {
        log.cutTornTail();
        if (log.size() == 0) {
            log.delete();
            return false;
        }
        Lines.Chunk chunk = log.read(0, 1);
        JournalHeader header = chunk.lines().isEmpty()
                ? null
                : JournalHeader.read(chunk.lines().getFirst());
        String why = whyNot(header, file, store, created, nowMs);
        if (header == null || why != null) {
            leftAlone.add(file);
            LOG.log(Level.WARNING, "Journal {0} is left alone: {1}", file, why);
            return false;
        }
        held.add(new Held(log, header, new Replay(header.id(), log)));
        return true;
    }

    private static @Nullable String whyNot(
            @Nullable JournalHeader header, Path file, String store, String created, long nowMs) throws IOException {
        if (header == null) {
            return "its first line is no header of ours";
        }
        if (header.version() > JournalHeader.VERSION) {
            return "its form is version %d, this program knows up to %d; update it"
                    .formatted(header.version(), JournalHeader.VERSION);
        }
        if (!header.belongsTo(store, created)) {
            return "it belongs to another store: " + header.store();
        }
        return nowMs - Files.getLastModifiedTime(file).toMillis() > BOOKABLE_MS
                ? "it is older than three weeks, so that it may have been booked already"
                : null;
    }

    @Override
    public void close() {
        held.forEach(one -> one.log().close());
    }
}
