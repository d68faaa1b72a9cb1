package dev.ratewarden.cli;

/**
 * Says on standard error how far long work is: figures alone. Somebody who watches sees one line, written anew every second at most;
 * a log gets a line every 10 s. Not thread-safe.
 */
final class Progress implements AutoCloseable {
    private static final long WATCHED_MS = 1_000;
    private static final long LOGGED_MS = 10_000;
    private static final int LONG = 100;

    private final Terminal terminal;
    private final String what;
    private final long total;
    private final long everyMs;
    private long saidAtMs;
    private int width;

    /**
     * @param what is done, such as {@code Banned}
     * @param total how many there are; 0 if nobody knows
     */
    Progress(Terminal terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
        this.everyMs = terminal.interactive() ? WATCHED_MS : LOGGED_MS;
        this.saidAtMs = nowMs();
        if (total > LONG && terminal.interactive()) {
            say(0);
        }
    }

    /** To be called after each. */
    void done(long count) {
        if (nowMs() - saidAtMs >= everyMs) {
            say(count);
        }
    }

    private void say(long count) {
        saidAtMs = nowMs();
        String line = total == 0
                ? "%s %s".formatted(what, Words.count(count))
                : "%s %s of %s".formatted(what, Words.count(count), Words.count(total));
        if (terminal.interactive()) {
            terminal.err().print("\r" + line);
            terminal.err().flush();
            width = line.length();
        } else {
            terminal.err().println(line);
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (width > 0) {
            terminal.err().print("\r" + " ".repeat(width) + "\r");
            terminal.err().flush();
            width = 0;
        }
    }

    private long nowMs() {
        return terminal.clock().millis();
    }
}
