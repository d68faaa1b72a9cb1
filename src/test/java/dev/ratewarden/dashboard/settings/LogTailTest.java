package dev.ratewarden.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogTailTest {

    private final LogTail tail = new LogTail();
    private final List<Runnable> later = new ArrayList<>();

    @Test
    void keepsTheLatestThousandOldestFirst() {
        for (int i = 1; i <= 1_003; i++) {
            log(Level.INFO, "record " + i);
        }

        assertThat(tail.lines()).hasSize(1_000);
        assertThat(tail.lines().getFirst().words()).isEqualTo("record 4");
        assertThat(tail.lines().getLast().words()).isEqualTo("record 1003");
    }

    @Test
    void fillsInArgumentsAndAddsTheTraceOfWhatWasThrown() {
        LogRecord entry = new LogRecord(Level.WARNING, "no answer from {0}");
        entry.setLoggerName("dev.ratewarden.store.redis.RedisStore");
        entry.setParameters(new Object[] {"example:6379"});
        entry.setThrown(new IllegalStateException("gone"));

        tail.publish(entry);

        assertThat(tail.lines().getFirst().logger()).isEqualTo("RedisStore");
        assertThat(tail.lines().getFirst().words())
                .startsWith("no answer from example:6379\njava.lang.IllegalStateException: gone\n\tat ");
    }

    @Test
    void manyThreadsLogAtOnceAndNothingIsLost() throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int k = 0; k < 100; k++) {
                    log(Level.INFO, "one");
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tail.lines().stream().map(LogTail.Line::number)).hasSize(800).isSorted();
    }

    @Test
    void theViewerShowsWhatComesWhileItIsOpenAndOnlyWhatIsAskedFor() {
        log(Level.INFO, "opened");
        LogViewModel model = new LogViewModel(tail, ZoneOffset.UTC, later::add);
        assertThat(words(model)).containsExactly("opened");

        log(Level.WARNING, "slow answer");
        log(Level.SEVERE, "no answer");
        assertThat(later).as("one hand-over for both").hasSize(1);
        later.removeFirst().run();

        assertThat(words(model)).containsExactly("opened", "slow answer", "no answer");
        model.leastProperty().set(LogViewModel.Least.WARNINGS);
        assertThat(words(model)).containsExactly("slow answer", "no answer");
        model.filterProperty().set("SLOW");
        assertThat(words(model)).containsExactly("slow answer");
        assertThat(model.countProperty().get()).isEqualTo("1 of 3 shown");
        assertThat(model.words()).isEqualTo("1970-01-01 00:00:00.000 WARNING test: slow answer\n");
    }

    @Test
    void aClosedViewerHearsNothingMore() {
        LogViewModel model = new LogViewModel(tail, ZoneOffset.UTC, later::add);
        model.close();

        log(Level.INFO, "unheard");

        assertThat(later).isEmpty();
    }

    @Test
    void whatFallsOffTheEndOfTheTailFallsOffTheViewer() {
        LogViewModel model = new LogViewModel(tail, ZoneOffset.UTC, later::add);
        for (int i = 1; i <= 1_500; i++) {
            log(Level.INFO, "record " + i);
        }
        later.forEach(Runnable::run);

        assertThat(model.lines()).hasSize(1_000);
        assertThat(model.lines().getFirst().words()).isEqualTo("record 501");
    }

    private static List<String> words(LogViewModel model) {
        return model.lines().stream().map(LogTail.Line::words).toList();
    }

    private void log(Level level, String words) {
        LogRecord entry = new LogRecord(level, words);
        entry.setInstant(Instant.EPOCH);
        entry.setLoggerName("test");
        tail.publish(entry);
    }
}
