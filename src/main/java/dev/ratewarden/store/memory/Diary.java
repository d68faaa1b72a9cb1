package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.FileLineLog;
import dev.ratewarden.store.Lines;
import dev.ratewarden.store.UserRecord;
import dev.ratewarden.store.UserRecordCodec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a store in memory keeps in a file: a header, then a line for each change. A user is told whole, and the latest line of each user
 * counts; {@code ["f", user]} forgets one; {@code ["r", blockAt, unblockBelow, decay an hour, base, from, rate, rate before]} are the
 * rules and the decay clock in which scores are kept. Once the file has grown to a multiple of what it tells, a new one is written in the
 * background, and takes its place when it is whole. If the disk refuses, the store goes on and says so. Thread-safe.
 *
 * <p>Locks are taken in this order: a user's, then this object's.
 */
final class Diary implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Diary.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEADER = "[\"ratewarden-memory\",1]";
    private static final long SMALL = 1 << 20;
    private static final int PART = 1_000;

    private final Path file;
    private final Told told;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private FileLineLog log;

    /** The file that is to take the place of the present one: gets every line, too, as long as it is written. */
    private @Nullable FileLineLog fresh;

    private Consumer<Consumer<UserRecord>> source = all -> {};
    private @Nullable String rules;
    private long sequence;
    private long tidySize;
    private boolean failing;
    private boolean closed;

    private Diary(Path file, FileLineLog log, Told told) {
        this.file = file;
        this.log = log;
        this.told = told;
    }

    /** What a file told when it was opened. */
    static final class Told {

        private final Map<String, UserRecord> users = new LinkedHashMap<>();

        private @Nullable ScoreRules rules;

        private @Nullable DecayClock clock;

        private int unreadable;

        Collection<UserRecord> users() {
            return users.values();
        }

        /** Null, as is the clock, if none were ever told. */
        @Nullable
        ScoreRules rules() {
            return rules;
        }

        @Nullable
        DecayClock clock() {
            return clock;
        }

        private void take(String json) {
            UserRecord user = UserRecordCodec.read(json);
            if (user != null) {
                users.put(user.userId(), user);
                return;
            }
            try {
                JsonNode node = JSON.readTree(json);
                switch (node.path(0).asString("")) {
                    case "f" -> users.remove(node.path(1).stringValue());
                    case "r" -> takeRules(node);
                    default -> unreadable++;
                }
            } catch (JacksonException | IllegalArgumentException e) {
                unreadable++;
            }
        }

        private void takeRules(JsonNode node) {
            ScoreRules told = new ScoreRules(number(node, 1), number(node, 2), number(node, 3));
            clock = new DecayClock(number(node, 4), node.path(5).longValue(), number(node, 6), number(node, 7));
            rules = told;
        }

        private static double number(JsonNode node, int index) {
            return node.path(index).doubleValue();
        }
    }

    /** @throws InvalidRequestException if the file cannot be used, is none of ours, or somebody else has it */
    static Diary open(Path file) {
        FileLineLog log = null;
        Diary diary = null;
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            log = owned(file);
            diary = new Diary(file, log, read(file, log));
            return diary;
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "file %s: cannot be used (%s); name another one".formatted(file, reason(e)));
        } finally {
            if (log != null && diary == null) {
                log.close();
            }
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass() == IOException.class && message != null ? message : e.toString();
    }

    private static FileLineLog owned(Path file) throws IOException {
        FileLineLog log = FileLineLog.open(file);
        if (log == null) {
            throw new IOException("another process or store has it");
        }
        return log;
    }

    private static Told read(Path file, FileLineLog log) throws IOException {
        Told told = new Told();
        if (log.size() == 0) {
            return told;
        }
        Lines.Chunk first = log.read(0, 1);
        if (first.lines().isEmpty() || !first.lines().getFirst().json().equals(HEADER)) {
            throw new IOException("it was written by something else, or by a newer version; nothing in it was changed");
        }
        for (long at = first.next(); at < log.size(); ) {
            Lines.Chunk chunk = log.read(at, PART);
            chunk.lines().forEach(line -> told.take(line.json()));
            told.unreadable += chunk.unreadable();
            if (chunk.next() == at) {
                // The last line was not written to its end.
                told.unreadable++;
                break;
            }
            at = chunk.next();
        }
        if (told.unreadable > 0) {
            Path copy = file.resolveSibling(file.getFileName() + ".damaged");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            LOG.log(
                    Level.WARNING,
                    "File {0}: lines that could not be read and are left out: {1}; the file as it was is {2}",
                    file,
                    told.unreadable,
                    copy);
        }
        return told;
    }

    /** What the file told when it was opened. */
    Told told() {
        return told;
    }

    /**
     * From now on changes are kept.
     *
     * @param all hands every user over, each under the user's lock; called without a lock, from any thread
     */
    void begin(PolicyBook book, Consumer<Consumer<UserRecord>> all) {
        lock.lock();
        try {
            source = all;
            rules = rulesOf(book);
        } finally {
            lock.unlock();
        }
        writeAnew();
    }

    /** The caller holds the user's lock. */
    void keep(UserRecord user) {
        append(UserRecordCodec.write(user));
    }

    /** The caller holds the user's lock. */
    void forget(String userId) {
        append(JSON.writeValueAsString(JSON.createArrayNode().add("f").add(userId)));
    }

    void keep(PolicyBook book) {
        String json = rulesOf(book);
        lock.lock();
        try {
            if (!json.equals(rules)) {
                rules = json;
                append(json);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String rulesOf(PolicyBook book) {
        ScoreRules now = book.scoreRules();
        DecayClock clock = book.decay();
        return JSON.writeValueAsString(JSON.createArrayNode()
                .add("r")
                .add(now.blockAt())
                .add(now.unblockBelow())
                .add(now.decayPerHour())
                .add(clock.base())
                .add(clock.fromMs())
                .add(clock.rate())
                .add(clock.rateBefore()));
    }

    private void append(String json) {
        lock.lock();
        try {
            sequence++;
            log.append(sequence, json);
            failing = false;
            if (fresh != null) {
                fresh.append(sequence, json);
            } else if (log.size() > SMALL + 4 * tidySize && !closed) {
                tidySize = log.size();
                Thread.ofVirtual().name("ratewarden-file").start(this::writeAnew);
            }
        } catch (IOException e) {
            fail(e);
        } finally {
            lock.unlock();
        }
    }

    /** Says it once; the caller holds the lock. */
    private void fail(IOException e) {
        if (!failing) {
            LOG.log(
                    Level.ERROR,
                    "File {0} cannot be written, so what changes now may not be kept: {1}",
                    file,
                    reason(e));
        }
        failing = true;
    }

    /** What was kept so far outlives a loss of power. */
    void force() {
        FileLineLog current = current();
        try {
            current.force();
        } catch (IOException e) {
            // A new file has taken its place meanwhile, and is safe.
            if (current == current()) {
                LOG.log(Level.WARNING, "File {0} is not safe from a loss of power: {1}", file, reason(e));
            }
        }
    }

    private FileLineLog current() {
        lock.lock();
        try {
            return log;
        } finally {
            lock.unlock();
        }
    }

    /** Into a new file, which takes the old one's place when it is whole. */
    private void writeAnew() {
        try {
            FileLineLog begun = beginFresh();
            if (begun != null) {
                source.accept(user -> copy(user, begun));
                begun.force();
                replace(begun);
            }
        } catch (IOException e) {
            lock.lock();
            try {
                fail(e);
                dropFresh();
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable FileLineLog beginFresh() throws IOException {
        lock.lock();
        try {
            if (closed || fresh != null) {
                return null;
            }
            Path path = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(path);
            fresh = owned(path);
            fresh.append(0, HEADER);
            if (rules != null) {
                fresh.append(++sequence, rules);
            }
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private void copy(UserRecord user, FileLineLog to) {
        lock.lock();
        try {
            if (fresh == to) {
                to.append(++sequence, UserRecordCodec.write(user));
            }
        } catch (IOException e) {
            fail(e);
            dropFresh();
        } finally {
            lock.unlock();
        }
    }

    private void replace(FileLineLog whole) throws IOException {
        lock.lock();
        try {
            if (fresh != whole) {
                return;
            }
            whole.force();
            long size = whole.size();
            whole.close();
            fresh = null;
            // Windows replaces no open file.
            log.close();
            try {
                Files.move(whole.file(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                tidySize = size;
            } finally {
                log = owned(file);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private void dropFresh() {
        if (fresh != null) {
            fresh.delete();
            fresh = null;
        }
    }

    @Override
    public void close() {
        force();
        lock.lock();
        try {
            closed = true;
            dropFresh();
            log.close();
        } finally {
            lock.unlock();
        }
    }
}
