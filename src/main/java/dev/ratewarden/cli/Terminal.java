package dev.ratewarden.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/**
 * What a command reads from, writes to and tells the time by.
 *
 * @param in ids and files that are piped in
 * @param out takes the result, and nothing else
 * @param err takes logs, progress and errors
 * @param interactive whether somebody watches {@code err}, so that a line of progress may be overwritten
 * @param clock this machine's
 * @param pause waits between two looks
 */
public record Terminal(
        InputStream in, PrintStream out, PrintStream err, boolean interactive, InstantSource clock, Pause pause) {

    /** Waits. */
    @FunctionalInterface
    public interface Pause {

        /** @return false if the command is to end */
        boolean waitFor(long ms);
    }

    /** Without input, and with nobody watching. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(InputStream.nullInputStream(), out, err, false, InstantSource.system(), Terminal::sleep);
    }

    /** On the calling thread; false once it is interrupted. */
    public static boolean sleep(long ms) {
        try {
            Thread.sleep(ms);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
