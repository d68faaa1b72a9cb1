package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.StoredJson.text;
import static dev.ratewarden.store.redis.StoredJson.whole;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.store.redis.Trail.Stored;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One chain in the archive: a line of JSON for each entry, with its sequence, its hash and its text exactly as it was stored. */
final class ArchiveFile {

    /** No line of ours is that long. */
    private static final int LONGEST = 1 << 20;

    private ArchiveFile() {}

    static Path path(Path directory, Trail trail) {
        return directory.resolve("audit-" + trail.name() + ".jsonl");
    }

    static String line(Stored entry) {
        ObjectNode node = StoredJson.JSON.createObjectNode();
        node.put("seq", entry.sequence());
        node.put("hash", entry.hash());
        node.put("entry", entry.json());
        return StoredJson.JSON.writeValueAsString(node) + "\n";
    }

    /** @param place what it is called if it is none of ours */
    static Stored entry(String line, String place) {
        Stored entry = StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(line);
            Map<String, String> fields = Map.of("entry", text(node.path("entry")), "hash", text(node.path("hash")));
            return Stored.of(whole(node.path("seq")) + "-0", fields);
        });
        return entry == null ? new Stored(place, -1, null, null) : entry;
    }

    /** A file that fails. */
    static StoreException failed(Path file, IOException e) {
        return new StoreException(
                "archive file %s cannot be read or written (%s); look at the disk and the rights of this user"
                        .formatted(Text.visible(file.toString()), e.getClass().getSimpleName()),
                e);
    }

    /** Reads a file as long as it was when it was opened; a last line without an end is not there yet. */
    static final class Cursor implements Closeable {

        private final Path file;
        private final InputStream in;
        private long left;
        private long number;

        private Cursor(Path file, InputStream in, long length) {
            this.file = file;
            this.in = in;
            this.left = length;
        }

        /** Null if there is no such file. */
        static @Nullable Cursor open(Path file) {
            try {
                return Files.exists(file)
                        ? new Cursor(
                                file, new BufferedInputStream(Files.newInputStream(file), 1 << 16), Files.size(file))
                        : null;
            } catch (IOException e) {
                throw failed(file, e);
            }
        }

        /** Null after the last. */
        @Nullable
        Stored next() {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            number++;
            try {
                while (left > 0 && line.size() < LONGEST) {
                    int read = in.read();
                    if (read < 0) {
                        return null;
                    }
                    left--;
                    if (read == '\n') {
                        return entry(line.toString(StandardCharsets.UTF_8), "line " + number);
                    }
                    line.write(read);
                }
                return left > 0 ? new Stored("line " + number, -1, null, null) : null;
            } catch (IOException e) {
                throw failed(file, e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failed(file, e);
            }
        }
    }
}
