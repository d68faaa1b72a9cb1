package dev.ratewarden.store.redis;

import dev.ratewarden.events.OwnerOnly;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.store.redis.Trail.Stored;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of an archive file, to which entries are added. Used by one thread, while the directory is locked. */
final class ArchiveTail implements AutoCloseable {

    private static final int BLOCK = 1 << 12;

    private final Path path;
    private final RandomAccessFile file;
    private final @Nullable Stored last;

    private ArchiveTail(Path path, RandomAccessFile file) throws IOException {
        this.path = path;
        this.file = file;
        cutTornLine();
        this.last = file.length() == 0 ? null : lastLine();
    }

    static ArchiveTail open(Path path) {
        try {
            OwnerOnly.make(path);
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            ArchiveTail tail = null;
            try {
                tail = new ArchiveTail(path, file);
                return tail;
            } finally {
                if (tail == null) {
                    file.close();
                }
            }
        } catch (IOException e) {
            throw ArchiveFile.failed(path, e);
        }
    }

    /** Null if the file is empty. */
    @Nullable
    Stored last() {
        return last;
    }

    /** What a process that ended in the midst of a line left is kept aside. */
    private void cutTornLine() throws IOException {
        long end = lineFeedBefore(file.length()) + 1;
        if (end == file.length()) {
            return;
        }
        byte[] torn = new byte[(int) Math.min(Integer.MAX_VALUE - BLOCK, file.length() - end)];
        file.seek(end);
        file.readFully(torn);
        Path aside = path.resolveSibling(path.getFileName() + ".torn");
        OwnerOnly.make(aside);
        Files.write(aside, torn, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        file.setLength(end);
    }

    private Stored lastLine() throws IOException {
        long end = file.length() - 1;
        long start = lineFeedBefore(end) + 1;
        byte[] line = new byte[(int) Math.min(Integer.MAX_VALUE - BLOCK, end - start)];
        file.seek(start);
        file.readFully(line);
        Stored entry = ArchiveFile.entry(new String(line, StandardCharsets.UTF_8), "the last line");
        if (entry.sequence() < 0 || entry.hash() == null) {
            throw new BrokenChainException(
                    "archive file %s: its last line is not an entry of ours; ratewarden audit --verify --archive DIR says more. Nothing was trimmed"
                            .formatted(Text.visible(path.toString())));
        }
        return entry;
    }

    /** -1 if there is none. */
    private long lineFeedBefore(long end) throws IOException {
        byte[] block = new byte[BLOCK];
        long stop = end;
        while (stop > 0) {
            long start = Math.max(0, stop - BLOCK);
            file.seek(start);
            file.readFully(block, 0, (int) (stop - start));
            for (int i = (int) (stop - start) - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return start + i;
                }
            }
            stop = start;
        }
        return -1;
    }

    /** When this returns they are on the disk. */
    void append(List<Stored> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(ArchiveFile.line(entry)));
        try {
            long end = file.length();
            try {
                file.seek(end);
                file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                file.getFD().sync();
            } catch (IOException e) {
                file.setLength(end);
                throw e;
            }
        } catch (IOException e) {
            throw ArchiveFile.failed(path, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw ArchiveFile.failed(path, e);
        }
    }
}
