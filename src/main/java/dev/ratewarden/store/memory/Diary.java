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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a store in memory keeps in a file: users as lines, the latest of each user counts, and {@code ["r", blockAt, unblockBelow, decay an
 * hour, base, from, rate, rate before]} for the rules and the decay clock in which scores are kept. Once it has grown to a multiple of
 * what it tells, it is written anew. If the disk refuses, the store goes on and says so. Thread-safe.
 */
final class Diary implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Diary.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEADER = "[\"ratewarden-memory\",1]";
    private static final long SMALL = 1 << 20;
    private static final int PART = 1_000;

    private final Path file;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private FileLineLog log;
    private final Map<String, String> users = new LinkedHashMap<>();
    private @Nullable String rules;
    private long sequence;
    private long tidySize;
    private boolean failing;

    private Diary(Path file, FileLineLog log) {
        this.file = file;
        this.log = log;
    }

    /** @throws InvalidRequestException if the file cannot be used, or somebody else has it */
    static Diary open(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Diary diary = new Diary(file, locked(file));
            diary.read();
            return diary;
        } catch (IOException e) {
            throw new InvalidRequestException("file %s: cannot be used (%s); name another one".formatted(file, e));
        }
    }

    private static FileLineLog locked(Path file) throws IOException {
        FileLineLog log = FileLineLog.open(file);
        if (log == null) {
            throw new IOException("another process or store has it");
        }
        return log;
    }

    private void read() throws IOException {
        boolean torn = log.cutTornTail();
        int unreadable = 0;
        for (long at = 0; at < log.size(); ) {
            Lines.Chunk chunk = log.read(at, PART);
            unreadable += chunk.unreadable();
            for (Lines.Line line : chunk.lines()) {
                sequence = Math.max(sequence, line.sequence());
                unreadable += take(line) ? 0 : 1;
            }
            at = chunk.next() == at ? log.size() : chunk.next();
        }
        if (unreadable > 0 || torn) {
            LOG.log(
                    Level.WARNING,
                    "File {0}: {1} lines could not be read and were left out{2}",
                    file,
                    unreadable,
                    torn ? "; the last one was torn" : "");
        }
        writeAnew();
    }

    /** Whether it could be read. */
    private boolean take(Lines.Line line) {
        String json = line.json();
        if (json.equals(HEADER)) {
            return true;
        }
        UserRecord user = UserRecordCodec.read(json);
        if (user != null) {
            users.put(user.userId(), json);
            return true;
        }
        try {
            JsonNode node = JSON.readTree(json);
            if (node.path(0).asString("").equals("f") && node.path(1).isString()) {
                users.remove(node.path(1).stringValue());
                return true;
            }
            if (node.path(0).asString("").equals("r") && node.size() == 8) {
                rules = json;
                return true;
            }
        } catch (JacksonException e) {
            return false;
        }
        return false;
    }

    /** As they were told last. */
    Map<String, UserRecord> users() {
        Map<String, UserRecord> all = new LinkedHashMap<>();
        users.forEach((id, json) -> {
            UserRecord user = UserRecordCodec.read(json);
            if (user != null) {
                all.put(id, user);
            }
        });
        return all;
    }

    /** Rules and decay clock as they were told last; null if they never were. */
    @Nullable
    Told rules() {
        if (rules == null) {
            return null;
        }
        JsonNode node = JSON.readTree(rules);
        return new Told(
                new ScoreRules(
                        node.get(1).doubleValue(),
                        node.get(2).doubleValue(),
                        node.get(3).doubleValue()),
                new DecayClock(
                        node.get(4).doubleValue(),
                        node.get(5).longValue(),
                        node.get(6).doubleValue(),
                        node.get(7).doubleValue()));
    }

    /** Rules, and the clock that goes with them. */
    record Told(ScoreRules rules, DecayClock clock) {}

    void keep(UserRecord user) {
        String json = UserRecordCodec.write(user);
        lock.lock();
        try {
            users.put(user.userId(), json);
            append(json);
        } finally {
            lock.unlock();
        }
    }

    void forget(String userId) {
        lock.lock();
        try {
            if (users.remove(userId) != null) {
                append(JSON.writeValueAsString(JSON.createArrayNode().add("f").add(userId)));
            }
        } finally {
            lock.unlock();
        }
    }

    void keep(PolicyBook book) {
        ScoreRules now = book.scoreRules();
        DecayClock clock = book.decay();
        String json = JSON.writeValueAsString(JSON.createArrayNode()
                .add("r")
                .add(now.blockAt())
                .add(now.unblockBelow())
                .add(now.decayPerHour())
                .add(clock.base())
                .add(clock.fromMs())
                .add(clock.rate())
                .add(clock.rateBefore()));
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

    private void append(String json) {
        try {
            log.append(++sequence, json);
            failing = false;
            if (log.size() > SMALL + 4 * tidySize) {
                writeAnew();
            }
        } catch (IOException e) {
            if (!failing) {
                LOG.log(Level.ERROR, "File {0} cannot be written, so that what changes now is not kept: {1}", file, e);
            }
            failing = true;
        }
    }

    /** Into a new file, which takes the old one's place when it is whole. */
    private void writeAnew() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileLineLog written = locked(fresh)) {
            written.append(0, HEADER);
            if (rules != null) {
                written.append(++sequence, rules);
            }
            for (String json : users.values()) {
                written.append(++sequence, json);
            }
            written.force();
            tidySize = written.size();
        }
        log.close();
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        log = locked(file);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            log.force();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "File {0} is not safe from a loss of power: {1}", file, e);
        } finally {
            log.close();
            lock.unlock();
        }
    }
}
