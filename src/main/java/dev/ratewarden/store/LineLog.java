package dev.ratewarden.store;

import java.io.IOException;

/** Lines that are appended and read back from any place. Thread-safe. */
public interface LineLog extends AutoCloseable {

    /**
     * Appends a line; when this returns the end of this process no longer loses it.
     *
     * @throws IOException if it could not be written; then nothing of it is there
     */
    void append(long sequence, String json) throws IOException;

    /** Where the next line will begin, in bytes. */
    long size();

    /**
     * Reads lines from {@code offset} on, which is 0 or the end of a chunk that was read before.
     *
     * @param most how many at most; some may be left although there are fewer
     */
    Lines.Chunk read(long offset, int most) throws IOException;

    /** Removes all lines. */
    void clear() throws IOException;

    /** Has everything so far survive a loss of power as well. */
    void force() throws IOException;

    /** Removes it for good. */
    void delete();

    /** Leaves it to whoever finds it. */
    @Override
    void close();
}
