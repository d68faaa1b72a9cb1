package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** One line an event, as urgent as the event. */
class LogSinkTest {

    private static SecurityEvent event(Severity severity, String user, Map<String, String> figures) {
        return new SecurityEvent(0, "SOME_TYPE", severity, user, "play", null, 100, 2, figures);
    }

    @Test
    void everythingStandsOnOneLineWhateverStrangersAreCalled() {
        String line = LogSink.line(event(
                Severity.CRITICAL, "a\nERROR forged\u001b[2J", Map.of("reason", "say \"hi\" = \\", "plain", "x")));
        assertThat(line)
                .isEqualTo("CRITICAL SOME_TYPE user=\"a\\u{a}ERROR forged\\u{1b}[2J\" action=play score=100 folded=2"
                        + " plain=x reason=\"say \\\"hi\\\" = \\\\\" at=1970-01-01T00:00:00Z");
    }

    @Test
    void theLevelFollowsTheSeverity() {
        Logger logger = Logger.getLogger("dev.ratewarden.events");
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        boolean parents = logger.getUseParentHandlers();
        Level before = logger.getLevel();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            List<SecurityEvent> events = new ArrayList<>();
            for (Severity severity : Severity.values()) {
                events.add(event(severity, "ann", Map.of()));
            }
            assertThat(new LogSink().accept(events, 3)).isZero();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(parents);
            logger.setLevel(before);
        }
        assertThat(logged)
                .extracting(LogRecord::getLevel)
                .containsExactly(Level.WARNING, Level.INFO, Level.WARNING, Level.SEVERE, Level.SEVERE);
    }
}
