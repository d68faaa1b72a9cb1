package dev.ratewarden.dashboard.settings;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** The latest log records of this process. Thread-safe; whoever logs is never held up by whoever reads. */
public final class LogTail extends Handler {

    /** So many are kept. */
    public static final int SIZE = 1_000;

    /**
     * One record.
     *
     * @param number counts all records of the process, from 1
     * @param logger the last part of its name
     * @param words with the stack trace of what was thrown below them
     */
    public record Line(long number, Instant at, Level level, String logger, String words) {}

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Deque<Line> lines = new ArrayDeque<>(SIZE);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long number;

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        String words = words(entry);
        synchronized (lines) {
            if (lines.size() == SIZE) {
                lines.removeFirst();
            }
            lines.addLast(new Line(++number, entry.getInstant(), entry.getLevel(), name(entry), words));
        }
        listeners.forEach(Runnable::run);
    }

    /** Oldest first. */
    public List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** @param changed is called after each record on the thread that logged it: it must neither block nor log */
    public void listen(Runnable changed) {
        listeners.add(changed);
    }

    public void forget(Runnable changed) {
        listeners.remove(changed);
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private String words(LogRecord entry) {
        String message = formatter.formatMessage(entry);
        if (entry.getThrown() == null) {
            return String.valueOf(message);
        }
        StringWriter trace = new StringWriter();
        entry.getThrown().printStackTrace(new PrintWriter(trace, true));
        return message + "\n" + trace.toString().stripTrailing();
    }

    private static String name(LogRecord entry) {
        String logger = entry.getLoggerName();
        return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
    }
}
