package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.settings.LogTail;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Moderation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class PollerTest {

    private final FakeModerationStore store = new FakeModerationStore();
    private final Deque<Runnable> worker = new ArrayDeque<>();
    private final List<Scheduled> timers = new ArrayList<>();
    private final List<FeedState> states = new ArrayList<>();
    private long nowMs = FakeModerationStore.NOW;
    private final Poller poller = new Poller(
            new Moderation(store, "tester"),
            e -> "away: " + e.getMessage(),
            new Request(UserFilter.DEFAULT, null),
            1_000,
            new Poller.Machinery(
                    () -> Instant.ofEpochMilli(nowMs), this::schedule, worker::add, new Backoff(new Random(3))),
            states::add);

    private static final class Scheduled {
        final long delayMs;
        final Runnable task;
        boolean cancelled;

        Scheduled(long delayMs, Runnable task) {
            this.delayMs = delayMs;
            this.task = task;
        }
    }

    private Runnable schedule(long delayMs, Runnable task) {
        Scheduled scheduled = new Scheduled(delayMs, task);
        timers.add(scheduled);
        return () -> scheduled.cancelled = true;
    }

    private List<Scheduled> due() {
        return timers.stream().filter(timer -> !timer.cancelled).toList();
    }

    private FeedState state() {
        return states.getLast();
    }

    @Test
    void readsAtTheIntervalOnceAReadHasEnded() {
        poller.refresh();
        assertThat(timers).isEmpty();

        worker.remove().run();

        assertThat(state().link()).isInstanceOf(Link.Live.class);
        assertThat(due()).hasSize(1);
        assertThat(due().getFirst().delayMs).isEqualTo(1_000);
    }

    @Test
    void readsNeverOverlapButWhatWasAskedMeanwhileIsReadRightAfter() {
        poller.refresh();
        poller.refresh();
        poller.request(new Request(UserFilter.DEFAULT, "7"));
        assertThat(worker).hasSize(1);

        worker.remove().run();

        assertThat(worker).hasSize(1);
        worker.remove().run();
        assertThat(Objects.requireNonNull(state().reading()).request().openUserId())
                .isEqualTo("7");
        assertThat(worker).isEmpty();
    }

    @Test
    void aLostStoreIsTriedAgainLaterAndLaterWhileTheLastReadingStays() {
        poller.refresh();
        worker.remove().run();
        store.onRead = () -> {
            throw new StoreUnavailableException("no route", null);
        };

        poller.refresh();
        worker.remove().run();
        for (int failures = 2; failures <= 6; failures++) {
            timers.getLast().task.run();
            worker.remove().run();
        }

        assertThat(state().link()).isInstanceOfSatisfying(Link.Lost.class, lost -> {
            assertThat(lost.cause()).isEqualTo("away: no route");
            assertThat(lost.retryAtMs()).isEqualTo(nowMs + timers.getLast().delayMs);
        });
        assertThat(timers.getLast().delayMs).isBetween(15_000L, 30_000L);
        assertThat(state().reading()).isNotNull();
    }

    @Test
    void aLossIsToldByKind() {
        assertThat(lossAfter(new StoreUnavailableException("no route", null))).isEqualTo(Loss.AWAY);
        assertThat(lossAfter(StoreException.ofLogin("wrong password", null))).isEqualTo(Loss.LOGIN);
        assertThat(lossAfter(new StoreException("a right is missing", null))).isEqualTo(Loss.REFUSED);
        assertThat(lossAfter(new IllegalStateException("ours"))).isEqualTo(Loss.REFUSED);
    }

    private Loss lossAfter(RuntimeException e) {
        store.onRead = () -> {
            throw e;
        };
        poller.refresh();
        worker.remove().run();
        return ((Link.Lost) state().link()).loss();
    }

    @Test
    void theLogTellsEachCauseOfALossOnceAndItsEnd() {
        LogTail log = new LogTail();
        Logger logger = Logger.getLogger(Poller.class.getName());
        logger.setLevel(Level.INFO);
        logger.addHandler(log);
        try {
            for (String cause : List.of("no route", "no route", "timed out", "timed out", "timed out")) {
                lossAfter(new StoreUnavailableException(cause, null));
            }
            store.onRead = () -> {};
            for (int read = 0; read < 2; read++) {
                poller.refresh();
                worker.remove().run();
            }
        } finally {
            logger.removeHandler(log);
            logger.setLevel(null);
        }

        assertThat(log.lines())
                .extracting(LogTail.Line::words)
                .containsExactly(
                        "The store could not be read: away: no route",
                        "The store could not be read: away: timed out",
                        "The store answers again after 5 failed reads");
    }

    @Test
    void aStoreThatComesBackIsReadAtTheIntervalAgain() {
        store.onRead = () -> {
            throw new StoreUnavailableException("no route", null);
        };
        poller.refresh();
        worker.remove().run();
        store.onRead = () -> {};

        poller.refresh();
        worker.remove().run();

        assertThat(state().link()).isInstanceOf(Link.Live.class);
        assertThat(due().getLast().delayMs).isEqualTo(1_000);
    }

    private void readAfter(long ms) {
        nowMs += ms;
        poller.refresh();
        worker.remove().run();
    }

    private void away() {
        store.onRead = () -> {
            nowMs += 2_000;
            throw new StoreUnavailableException("no route", null);
        };
    }

    private long silentMs() {
        return Objects.requireNonNull(state().reading()).silentMs();
    }

    @Test
    void aReadingTellsForHowLongTheStoreWasAskedInVain() {
        readAfter(0);
        assertThat(silentMs()).isZero();

        away();
        readAfter(1_000);
        readAfter(500);
        store.onRead = () -> nowMs += 300;
        readAfter(700);
        assertThat(silentMs()).as("2 s in vain, 0.5 s, 2 s, 0.7 s, and 0.3 s").isEqualTo(5_500);

        readAfter(1_000);
        assertThat(silentMs()).isEqualTo(300);
    }

    @Test
    void whileItIsPausedNothingIsAskedInVain() {
        readAfter(0);
        away();
        readAfter(1_000);
        poller.paused(true);
        readAfter(1_000);
        store.onRead = () -> {};
        nowMs += 600_000;
        poller.paused(false);
        worker.remove().run();

        assertThat(silentMs()).isZero();
    }

    @Test
    void aHiddenWindowDoesNotReadAndReadsAtOnceWhenItIsSeenAgain() {
        poller.refresh();
        worker.remove().run();

        poller.hidden(true);
        assertThat(due()).isEmpty();
        poller.hidden(false);

        assertThat(worker).hasSize(1);
    }

    @Test
    void aPausedPictureStillReadsOnceAfterACommand() {
        poller.refresh();
        worker.remove().run();
        poller.paused(true);
        assertThat(due()).isEmpty();

        poller.refresh();
        worker.remove().run();

        assertThat(state().paused()).isTrue();
        assertThat(store.reads).hasValue(2);
        assertThat(due()).isEmpty();
    }

    @Test
    void aReadThatEndsAfterItWasClosedIsPublishedToNobody() {
        poller.refresh();
        poller.close();
        int before = states.size();

        worker.remove().run();

        assertThat(states).hasSize(before);
        assertThat(due()).isEmpty();
    }

    @Test
    void aReadThatFailsAfterItWasClosedIsPublishedToNobody() {
        store.onRead = () -> {
            throw new StoreUnavailableException("no route", null);
        };
        poller.refresh();
        poller.close();
        int before = states.size();

        worker.remove().run();

        assertThat(states).hasSize(before);
    }

    @Test
    void nothingIsReadAfterItWasClosed() {
        poller.refresh();
        worker.remove().run();

        poller.close();
        poller.refresh();

        assertThat(worker).isEmpty();
        assertThat(due()).isEmpty();
    }
}
