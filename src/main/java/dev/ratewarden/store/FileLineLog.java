package dev.ratewarden.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A log in a file, which is locked as long as it is open: no two processes, and no two owners in one process, ever share one. */
public final class FileLineLog implements LineLog {

    private static final int READ = 1 << 18;
    private static final int BLOCK = 1 << 12;

    /** What is locked: one byte far behind the end, because on Windows nobody can read what somebody has locked. */
    private static final long MARK = Long.MAX_VALUE - 1;

    /** A file lock belongs to the whole process, and closing any channel to the file drops it: so nobody else here may open it. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path file;

    // Not a FileChannel: that one closes under everybody when one thread that uses it is interrupted.
    /** Guarded by {@link #writing}. */
    private final RandomAccessFile writer;

    /** Guarded by {@link #reading}. */
    private final RandomAccessFile reader;

    private final FileLock held;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();

    /** Guarded by {@link #writing}. */
    private ByteBuffer buffer = ByteBuffer.allocate(BLOCK);

    private volatile long size;

    private FileLineLog(Path file, RandomAccessFile writer, FileLock held) throws IOException {
        this.file = file;
        this.writer = writer;
        this.held = held;
        this.reader = new RandomAccessFile(file.toFile(), "r");
        this.size = writer.length();
    }

    /**
     * Opens a file, created if it is not there.
     *
     * @return null if somebody else has it
     */
    public static @Nullable FileLineLog open(Path path) throws IOException {
        Path file = path.toAbsolutePath().normalize();
        if (!OURS.add(file)) {
            return null;
        }
        FileLineLog log = null;
        try {
            log = locked(file);
            return log;
        } finally {
            if (log == null) {
                OURS.remove(file);
            }
        }
    }

    private static @Nullable FileLineLog locked(Path file) throws IOException {
        RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw");
        FileLineLog log = null;
        try {
            FileLock lock = writer.getChannel().tryLock(MARK, 1, false);
            log = lock == null ? null : new FileLineLog(file, writer, lock);
            return log;
        } finally {
            if (log == null) {
                writer.close();
            }
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void append(long sequence, String json) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        writing.lock();
        try {
            if (buffer.capacity() < Lines.length(text)) {
                buffer = ByteBuffer.allocate(2 * Lines.length(text));
            }
            buffer.clear();
            Lines.write(buffer, sequence, text);
            put(buffer.flip());
        } finally {
            writing.unlock();
        }
    }

    private void put(ByteBuffer line) throws IOException {
        long at = size;
        try {
            writer.seek(at);
            writer.write(line.array(), 0, line.limit());
        } catch (IOException e) {
            try {
                writer.setLength(at);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        size = at + line.limit();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Lines.Chunk read(long offset, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(READ, Math.max(0, size - offset))];
        reading.lock();
        try {
            reader.seek(offset);
            reader.readFully(bytes);
        } finally {
            reading.unlock();
        }
        Lines.Chunk chunk = Lines.read(ByteBuffer.wrap(bytes), offset, most);
        boolean stuck = chunk.next() == offset && bytes.length == READ;
        // No line of ours is that long: damage.
        return stuck ? new Lines.Chunk(chunk.lines(), 1, offset + READ) : chunk;
    }

    @Override
    public void clear() throws IOException {
        writing.lock();
        try {
            writer.setLength(0);
            size = 0;
        } finally {
            writing.unlock();
        }
    }

    /**
     * Cuts off what follows the last whole line: the trace of a process that ended while it wrote.
     *
     * @return whether there was something
     */
    public boolean cutTornTail() throws IOException {
        writing.lock();
        try {
            long end = afterLastLineFeed();
            boolean torn = end < size;
            if (torn) {
                writer.setLength(end);
                size = end;
            }
            return torn;
        } finally {
            writing.unlock();
        }
    }

    private long afterLastLineFeed() throws IOException {
        byte[] block = new byte[BLOCK];
        for (long end = size; end > 0; end = Math.max(0, end - BLOCK)) {
            long start = Math.max(0, end - BLOCK);
            writer.seek(start);
            writer.readFully(block, 0, (int) (end - start));
            for (int i = (int) (end - start); i > 0; i--) {
                if (block[i - 1] == '\n') {
                    return start + i;
                }
            }
        }
        return 0;
    }

    @Override
    public void force() throws IOException {
        writer.getFD().sync();
    }

    @Override
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Windows deletes no open file: emptied it says the same.
            try {
                clear();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
        }
        close();
    }

    @Override
    public void close() {
        try {
            held.release();
            writer.close();
            reader.close();
        } catch (IOException e) {
            // What was written is with the operating system already.
        } finally {
            OURS.remove(file);
        }
    }
}
