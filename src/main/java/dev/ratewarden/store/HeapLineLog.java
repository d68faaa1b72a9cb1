package dev.ratewarden.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** A log in this process's memory, for where there is no file: gone when the process ends. */
public final class HeapLineLog implements LineLog {

    private static final int READ = 1 << 16;

    /** Guards the buffer. */
    private final ReentrantLock lock = new ReentrantLock();

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 12);

    @Override
    public void append(long sequence, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            if (bytes.remaining() < Lines.length(text)) {
                ByteBuffer larger =
                        ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + Lines.length(text)));
                bytes = larger.put(bytes.flip());
            }
            Lines.write(bytes, sequence, text);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() {
        lock.lock();
        try {
            return bytes.position();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Lines.Chunk read(long offset, int most) {
        lock.lock();
        try {
            int from = (int) offset;
            ByteBuffer part = bytes.duplicate().position(from);
            part.limit(Math.min(bytes.position(), from + READ));
            return Lines.read(part, offset, most);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            bytes = ByteBuffer.allocate(1 << 12);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void force() {
        // Memory is all there is.
    }

    @Override
    public void delete() {
        clear();
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
