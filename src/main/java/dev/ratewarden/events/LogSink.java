package dev.ratewarden.events;

import dev.ratewarden.limiter.Text;
import java.math.BigDecimal;
import java.util.List;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs each event as one line of the logger {@code dev.ratewarden.events}: INFO, WARN, and from CRITICAL on ERROR. */
public final class LogSink implements EventSink {

    private final Logger log;

    public LogSink() {
        this(LoggerFactory.getLogger("dev.ratewarden.events"));
    }

    LogSink(Logger log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public int accept(List<SecurityEvent> events, long dropped) {
        if (dropped > 0) {
            log.warn("{} events were dropped before these: the log was too slow", dropped);
        }
        events.forEach(event -> log.atLevel(level(event)).log("{}", line(event)));
        return 0;
    }

    private static Level level(SecurityEvent event) {
        return switch (event.severity()) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case CRITICAL, EMERGENCY -> Level.ERROR;
        };
    }

    /** Such as {@code CRITICAL USER_AUTO_BLOCKED user=123 action=payment score=100 at=2026-01-01T00:00:00Z}. */
    static String line(SecurityEvent event) {
        StringJoiner line = new StringJoiner(" ");
        line.add(event.severity().name()).add(event.type());
        add(line, "user", event.userId());
        add(line, "action", event.action());
        add(line, "where", event.where());
        if (event.score() != 0) {
            add(
                    line,
                    "score",
                    BigDecimal.valueOf(event.score()).stripTrailingZeros().toPlainString());
        }
        if (event.folded() > 0) {
            add(line, "folded", Long.toString(event.folded()));
        }
        event.figures().forEach((name, value) -> add(line, name, value));
        add(line, "at", EventJson.time(event.atMs()));
        return Text.visible(line.toString());
    }

    /** In quotes where it could be taken for something else. */
    private static void add(StringJoiner line, String name, @org.jspecify.annotations.Nullable String value) {
        if (value == null || value.isEmpty()) {
            return;
        }
        boolean plain = value.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=' || c == '\\');
        line.add(name + "=" + (plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
    }
}
