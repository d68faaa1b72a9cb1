package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.store.FileLineLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a store in memory keeps in a file: a header, then a line for each change, as {@link Told} reads them. Once the file has grown to a
 * multiple of what it tells, a new one is written in the background, and takes its place when it is whole. If the disk refuses, the store
 * goes on and says so; when it takes lines again, all is written anew. Thread-safe.
 *
 * <p>Monitors are taken in this order: a user's, then this object's. Monitors and no locks, and a thread of the platform for the
 * background: a virtual thread of Java 21 that waits for a lock within a monitor takes along the processor that the owner needs.
 */
final class Diary implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Diary.class.getName());
    private static final long SMALL = 1 << 20;
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Path file;

    /** Keeps others away, also while one file takes another's place. */
    private final FileLineLog owner;

    private final Users users;
    private final Supplier<PolicyBook> book;

    /** Null if it could not be opened again. */
    private @Nullable FileLineLog log;

    /** The file that is to take the place of the present one: gets every line, too, as long as it is written. */
    private @Nullable FileLineLog fresh;

    private String rules = "";
    private long sequence;
    private long tidySize;
    private final boolean damaged;

    /** Whether something that was told is perhaps not in the file. */
    private boolean failing;

    /** What was said last of what fails. */
    private String said = "";

    private @Nullable Long triedNanos;
    private boolean closed;

    /** @param book the rules and the decay clock in force */
    Diary(DiaryFile opened, Users users, Supplier<PolicyBook> book) {
        this.users = users;
        this.book = book;
        this.file = opened.file();
        this.owner = opened.owner();
        this.log = opened.log();
        this.damaged = opened.told().unreadable() > 0;
    }

    /** To be called once, when the users are there that the file told of. */
    void begin() {
        if (damaged) {
            writeAnew();
        }
        keepRules();
    }

    /** The caller holds the user's monitor. */
    void keep(UserState user) {
        append(Told.user(Seeds.record(user)));
    }

    /** The caller holds the user's monitor. */
    void forget(String userId) {
        append(Told.forgotten(userId));
    }

    /** Rules or clock have perhaps changed. */
    synchronized void keepRules() {
        String now = Told.rules(book.get());
        if (!now.equals(rules) && append(now)) {
            rules = now;
        }
    }

    /** Whether it was written. */
    private synchronized boolean append(String json) {
        if (closed) {
            return false;
        }
        try {
            sequence++;
            FileLineLog current = current();
            current.append(sequence, json);
            if (fresh != null) {
                fresh.append(sequence, json);
            }
            if (fresh == null && (failing || current.size() > SMALL + 4 * tidySize) && isTime()) {
                Thread.ofPlatform().daemon().name("ratewarden-file").start(this::writeAnew);
            }
            return true;
        } catch (IOException e) {
            fail("cannot be written, so what changes now may not be kept", e);
            // It lacks this line.
            dropFresh();
            return false;
        }
    }

    private boolean isTime() {
        boolean time = triedNanos == null || System.nanoTime() - triedNanos > AGAIN_NANOS;
        if (time) {
            triedNanos = System.nanoTime();
        }
        return time;
    }

    private FileLineLog current() throws IOException {
        if (log == null) {
            log = DiaryFile.owned(file);
        }
        return log;
    }

    /** Says it once. */
    private synchronized void fail(String what, IOException e) {
        if (!closed && !said.equals(what)) {
            said = what;
            LOG.log(Level.ERROR, "File {0} {1}: {2}", file, what, DiaryFile.reason(e));
        }
        failing = true;
    }

    /** What was kept so far outlives a loss of power. */
    void force() {
        FileLineLog before = openLog();
        if (before == null) {
            return;
        }
        try {
            before.force();
        } catch (IOException e) {
            // If a new file has taken its place meanwhile, that one is safe.
            if (before == openLog()) {
                LOG.log(Level.WARNING, "File {0} is not safe from a loss of power: {1}", file, DiaryFile.reason(e));
            }
        }
    }

    private synchronized @Nullable FileLineLog openLog() {
        return closed ? null : log;
    }

    /** Into a new file, which takes the old one's place when it is whole. */
    private void writeAnew() {
        FileLineLog begun = null;
        try {
            begun = beginFresh();
            if (begun != null) {
                FileLineLog to = begun;
                users.forEach(user -> copy(user, to));
                replace(begun);
            }
        } catch (IOException e) {
            fail("cannot be written anew, so it grows", e);
        } finally {
            drop(begun);
        }
    }

    private synchronized @Nullable FileLineLog beginFresh() throws IOException {
        if (closed || fresh != null) {
            return null;
        }
        Path path = DiaryFile.beside(file, ".new");
        Files.deleteIfExists(path);
        FileLineLog begun = DiaryFile.owned(path);
        fresh = begun;
        begun.append(0, Told.HEADER);
        rules = Told.rules(book.get());
        begun.append(++sequence, rules);
        return begun;
    }

    /** The caller holds the user's monitor. */
    private synchronized void copy(UserState user, FileLineLog to) {
        if (fresh != to || !Seeds.worthKeeping(user)) {
            return;
        }
        try {
            to.append(++sequence, Told.user(Seeds.record(user)));
        } catch (IOException e) {
            fail("cannot be written anew, so it grows", e);
            dropFresh();
        }
    }

    private void replace(FileLineLog whole) throws IOException {
        if (!isFresh(whole)) {
            return;
        }
        // The bulk of it, while others may go on.
        whole.force();
        synchronized (this) {
            if (!isFresh(whole)) {
                return;
            }
            whole.force();
            tidySize = whole.size();
            fresh = null;
            // Windows replaces no open file.
            whole.close();
            DiaryFile.close(log);
            log = null;
            try {
                Files.move(whole.file(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                failing = false;
                said = "";
            } finally {
                log = DiaryFile.owned(file);
            }
        }
    }

    private synchronized boolean isFresh(FileLineLog whole) {
        return fresh == whole;
    }

    /** What was begun and did not take the file's place. */
    private synchronized void drop(@Nullable FileLineLog begun) {
        if (begun != null && fresh == begun) {
            dropFresh();
        }
    }

    private synchronized void dropFresh() {
        if (fresh != null) {
            fresh.delete();
            fresh = null;
        }
    }

    @Override
    public void close() {
        force();
        synchronized (this) {
            if (!closed) {
                dropFresh();
                DiaryFile.close(log);
                owner.close();
                closed = true;
            }
        }
    }
}
