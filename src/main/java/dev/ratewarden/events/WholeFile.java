package dev.ratewarden.events;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written beside its place and put there in one step, so that nobody ever reads half of it. Each has a half of its own: two
 * processes may write the same file. What was not put there is gone when this is closed. Not thread-safe; every method does I/O.
 */
public final class WholeFile implements AutoCloseable {

    private final Path file;
    private final Path half;

    private WholeFile(Path file, Path half) {
        this.file = file;
        this.half = half;
    }

    /** @param file its folder must be there */
    public static WholeFile at(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        return new WholeFile(whole, Files.createTempFile(whole.getParent(), ".ratewarden-", ".part"));
    }

    /** Where to write: empty, and its owner's alone where the file system knows such rights. */
    public Path half() {
        return half;
    }

    /** Puts it in its place, instead of what is there. */
    public void replace() throws IOException {
        force();
        try {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @throws java.nio.file.FileAlreadyExistsException if there is a file; it stays */
    public void putIfNew() throws IOException {
        force();
        Files.move(half, file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(half);
    }

    /** A power cut must not leave an empty file in place of a full one. */
    private void force() throws IOException {
        try (FileChannel written = FileChannel.open(half, StandardOpenOption.WRITE)) {
            written.force(true);
        }
    }
}
