package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.OutageListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that comes and goes does not fill the log; whoever listens hears of each time. */
class AnnouncementsTest {

    private static final Logger LOG = Logger.getLogger(Announcements.class.getName());

    private final List<String> log = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private long nanos = TimeUnit.HOURS.toNanos(5);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final Announcements announcements = new Announcements(
            new OutageListener() {
                @Override
                public void entered(long atMs, String cause) {
                    heard.add("entered");
                }

                @Override
                public void left(long fromMs, long untilMs, long checks) {
                    heard.add("left " + checks);
                }
            },
            () -> nanos);

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(handler);
    }

    private void outage(int seconds) {
        Away away = new Away(0, nanos, "it hangs", new LongAdder());
        announcements.away(away);
        for (int i = 0; i < seconds; i++) {
            nanos += TimeUnit.SECONDS.toNanos(1);
            announcements.away(away);
        }
        announcements.left(0, seconds * 1_000L, 7);
        nanos += TimeUnit.SECONDS.toNanos(1);
    }

    @Test
    void oneOutageIsSaidWhenItBeginsAndWhenItEnds() {
        outage(2);
        assertThat(log)
                .containsExactly(
                        "Checks are decided in memory from now on, until the store is back: it hangs",
                        "The store is back after 2000 ms; 7 checks were decided in memory");
    }

    @Test
    void thoseThatFollowWithinAMinuteAreCountedAndSaidWithTheNext() {
        for (int i = 0; i < 4; i++) {
            outage(1);
        }
        assertThat(log).hasSize(2);
        nanos += TimeUnit.MINUTES.toNanos(1);
        outage(1);
        assertThat(log.subList(2, log.size()))
                .containsExactly(
                        "Checks are decided in memory from now on, until the store is back: it hangs"
                                + " (since this was last said it was away 3 times more, for 21 checks)",
                        "The store is back after 1000 ms; 7 checks were decided in memory");
        assertThat(heard).hasSize(10).containsSubsequence("entered", "left 7", "entered");
    }

    @Test
    void aLongOneIsSaidWhileItLastsInAnyCase() {
        outage(1);
        outage(1);
        outage(30);
        assertThat(log).hasSize(4);
        assertThat(log.get(2)).contains("decided in memory from now on", "away 1 times more");
        assertThat(log.get(3)).contains("back after 30000 ms");
    }
}
