package dev.ratewarden.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Logs go to standard error, one line each, warnings and worse. {@code RATEWARDEN_LOG} in the environment (error, warning, info or
 * debug) changes that; with debug an exception's stack trace follows its line.
 */
public final class Logging {
    /** Loggers whose warnings tell a user of the command nothing that its own error line does not. */
    private static final List<String> NOISY = List.of("redis.clients.jedis", "dev.ratewarden.limiter.RateLimiter");

    /** Levels are forgotten with their logger, and java.util.logging holds loggers weakly. */
    private static final List<Logger> KEPT =
            NOISY.stream().map(Logger::getLogger).toList();

    private Logging() {}

    /** Replaces whatever logging was configured in this process. */
    public static void configure(Map<String, String> environment, PrintStream err) {
        Level level = switch (environment.getOrDefault("RATEWARDEN_LOG", "").toLowerCase(Locale.ROOT)) {
            case "error" -> Level.SEVERE;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            default -> Level.WARNING;
        };
        boolean debug = level.equals(Level.FINE);
        LogManager.getLogManager().reset();
        Handler handler = new Lines(err, debug);
        handler.setLevel(level);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        root.setLevel(level);
        KEPT.forEach(logger -> logger.setLevel(debug ? null : Level.SEVERE));
    }

    private static final class Lines extends Handler {
        private final PrintStream err;
        private final boolean traces;

        Lines(PrintStream err, boolean traces) {
            this.err = err;
            this.traces = traces;
            setFormatter(new OneLine());
        }

        @Override
        public void publish(LogRecord entry) {
            if (!isLoggable(entry)) {
                return;
            }
            String text = getFormatter().format(entry);
            if (traces && entry.getThrown() != null) {
                StringWriter trace = new StringWriter();
                entry.getThrown().printStackTrace(new PrintWriter(trace));
                text = text + System.lineSeparator() + trace;
            }
            err.println(text);
        }

        @Override
        public void flush() {
            err.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            String thrown = entry.getThrown() == null ? "" : " (" + entry.getThrown() + ")";
            return "%s %s %s: %s"
                    .formatted(
                            LocalTime.ofInstant(entry.getInstant(), ZoneId.systemDefault())
                                    .truncatedTo(ChronoUnit.SECONDS),
                            entry.getLevel().getName(),
                            shortName(entry.getLoggerName()),
                            Errors.oneLine(formatMessage(entry) + thrown));
        }

        private static String shortName(@org.jspecify.annotations.Nullable String logger) {
            return logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1);
        }
    }
}
