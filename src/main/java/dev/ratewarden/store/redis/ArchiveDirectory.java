package dev.ratewarden.store.redis;

import dev.ratewarden.events.OwnerOnly;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A directory that holds the archive of one keyspace's audit trail. */
record ArchiveDirectory(Path path) {

    private static final String ABOUT = "archive.json";
    private static final String LOCK = "audit.lock";

    /** Held as long as something is written. */
    record Held(FileChannel channel, FileLock lock) implements AutoCloseable {

        @Override
        public void close() {
            try {
                lock.release();
                channel.close();
            } catch (IOException e) {
                throw new StoreException("the lock of the archive could not be released", e);
            }
        }
    }

    /** @throws InvalidRequestException unless it is there and holds the archive of this keyspace */
    void require(String prefix, String created) {
        if (!Files.isDirectory(path)) {
            throw wrong("is not there; name the directory into which the trail is archived");
        }
        JsonNode about = about();
        if (about == null) {
            throw wrong("holds no archive; name the directory into which the trail is archived");
        }
        requireSame(about, prefix, created);
    }

    /**
     * Makes it this keyspace's unless it is another's.
     *
     * @return its id, random, by which the store knows from which directory it may be trimmed
     */
    String claim(String prefix, String created) {
        JsonNode about = about();
        if (about != null) {
            requireSame(about, prefix, created);
            String id = about.path("id").asString("");
            if (!id.isEmpty()) {
                return id;
            }
        }
        String id = UUID.randomUUID().toString();
        ObjectNode node = StoredJson.JSON.createObjectNode();
        node.put("prefix", prefix);
        node.put("created", created);
        node.put("id", id);
        try {
            OwnerOnly.make(path.resolve(ABOUT));
            Files.writeString(
                    path.resolve(ABOUT),
                    StoredJson.JSON.writeValueAsString(node) + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw ArchiveFile.failed(path.resolve(ABOUT), e);
        }
        return id;
    }

    private void requireSame(JsonNode about, String prefix, String created) {
        if (!about.path("prefix").asString("").equals(prefix)
                || !about.path("created").asString("").equals(created)) {
            throw wrong(
                    "holds the archive of another keyspace, or of this one before Redis was emptied; keep it, and name another directory");
        }
    }

    /** Null if there is nothing. */
    private @Nullable JsonNode about() {
        Path file = path.resolve(ABOUT);
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.isBlank() ? null : StoredJson.orNull(() -> StoredJson.read(text));
        } catch (IOException e) {
            throw ArchiveFile.failed(file, e);
        }
    }

    /** Creates the directory if it must. @throws StoreException if another process, or somebody else in this one, archives there */
    Held lock() {
        try {
            OwnerOnly.createDirectories(path);
            FileChannel channel =
                    OwnerOnly.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                // Somebody else in this process.
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                throw new StoreException(
                        "archive %s is in use by another process; one at a time archives there"
                                .formatted(Text.visible(path.toString())),
                        null);
            }
            return new Held(channel, lock);
        } catch (IOException e) {
            throw ArchiveFile.failed(path, e);
        }
    }

    private InvalidRequestException wrong(String what) {
        return new InvalidRequestException("archive %s %s".formatted(Text.visible(path.toString()), what));
    }
}
