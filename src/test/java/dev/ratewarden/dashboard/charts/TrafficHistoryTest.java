package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.charts.TrafficHistory.Progress;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All on one thread: what would happen later waits until the test lets it. */
class TrafficHistoryTest {

    private static final long MINUTE = 60_000;
    private static final long NOW = 29_000_000;

    private record Asked(long first, int minutes) {}

    private final FakeModerationStore store = new FakeModerationStore();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final TrafficHistory history = new TrafficHistory(
            new Moderation(store, "tester"),
            new Background(Runnable::run, Runnable::run),
            (delayMs, task) -> {
                pauses.add(delayMs);
                later.add(task);
                return () -> {};
            },
            e -> String.valueOf(e.getMessage()));
    private boolean failing;

    TrafficHistoryTest() {
        store.traffic = (first, count) -> {
            asked.add(new Asked(first, count));
            if (failing) {
                throw new StoreException("no right to read minutes", new IllegalStateException());
            }
            return List.of(new ActionMinute(first * MINUTE, "api_call", 1, 0, 0));
        };
    }

    private void passTime() {
        Deque<Runnable> due = new ArrayDeque<>(later);
        later.clear();
        due.forEach(Runnable::run);
    }

    private void readAll() {
        while (!later.isEmpty()) {
            passTime();
        }
    }

    @Test
    void readsNothingWhileNobodyWantsIt() {
        history.accept(NOW * MINUTE + 10_000);

        assertThat(asked).isEmpty();
    }

    @Test
    void readsFromNewestToOldestAnHourAtATimeWithPauses() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 360);

        assertThat(asked).as("one read, and no more before the pause").hasSize(1);
        readAll();

        assertThat(asked)
                .containsExactly(
                        new Asked(NOW - 60, 60),
                        new Asked(NOW - 120, 60),
                        new Asked(NOW - 180, 60),
                        new Asked(NOW - 240, 60),
                        new Asked(NOW - 300, 60),
                        new Asked(NOW - 360, 60));
        assertThat(pauses).containsOnly(250L);
    }

    @Test
    void aReadingThatComesDuringAPauseDoesNotCutItShort() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 360);
        history.accept(NOW * MINUTE + 10_100);
        history.accept(NOW * MINUTE + 10_200);

        assertThat(asked).hasSize(1);
    }

    @Test
    void whatWasReadOfAStoreThatWasEmptiedIsForgottenAndReadAnew() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 60);
        readAll();
        store.traffic = (first, count) -> {
            asked.add(new Asked(first, count));
            return List.of();
        };
        asked.clear();

        history.forget();
        readAll();
        assertThat(history.minutesProperty().get().at(NOW - 1)).isEmpty();
        assertThat(asked).containsExactly(new Asked(NOW - 60, 60));
        assertThat(history.progressProperty().get().isDone()).isTrue();
    }

    @Test
    void aMinuteThatIsOverIsReadOnce() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 360);
        readAll();
        asked.clear();

        history.accept((NOW + 1) * MINUTE + 10_000);
        readAll();
        assertThat(asked).containsExactly(new Asked(NOW, 1));

        history.want(this, 1_440);
        readAll();
        assertThat(asked).doesNotContain(new Asked(NOW - 60, 60)).hasSize(1 + 18);
        assertThat(asked.get(1)).as("goes on below what is known").isEqualTo(new Asked(NOW - 420, 60));
    }

    @Test
    void aMinuteIsLeftAloneUntilTheLastChecksOfItAreBooked() {
        history.accept(NOW * MINUTE + 1_000);
        history.want(this, 120);
        readAll();

        assertThat(asked.getFirst()).isEqualTo(new Asked(NOW - 61, 60));
        assertThat(history.minutesProperty().get().isKnown(NOW - 1)).isFalse();
    }

    @Test
    void theRunningMinuteIsNotReadHoweverShortTheSpan() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 15);
        readAll();
        asked.clear();

        history.accept(NOW * MINUTE + 11_000);
        readAll();

        assertThat(asked).isEmpty();
        assertThat(history.minutesProperty().get().isKnown(NOW)).isFalse();
    }

    @Test
    void progressIsTold() {
        List<Progress> seen = new ArrayList<>();
        history.progressProperty().addListener((o, before, now) -> seen.add(now));
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 180);
        readAll();

        assertThat(seen)
                .contains(
                        new Progress(0, 180, null),
                        new Progress(60, 180, null),
                        new Progress(120, 180, null),
                        new Progress(180, 180, null));
        assertThat(history.progressProperty().get().isDone()).isTrue();
    }

    @Test
    void aFailureSaysSoKeepsWhatIsThereAndIsTriedAgainLater() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 180);
        failing = true;
        passTime();

        assertThat(history.progressProperty().get()).isEqualTo(new Progress(60, 180, "no right to read minutes"));
        assertThat(history.minutesProperty().get().known(180)).isEqualTo(60);
        assertThat(pauses).endsWith(10_000L);

        failing = false;
        readAll();
        assertThat(history.progressProperty().get()).isEqualTo(new Progress(180, 180, null));
    }

    @Test
    void whoLooksAwayStopsTheReading() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 2_880);
        passTime();
        history.want(this, 0);
        readAll();

        assertThat(asked).hasSize(2);
    }

    @Test
    void theFurthestWishCounts() {
        history.accept(NOW * MINUTE + 10_000);
        history.want("policies", 60);
        history.want(this, 120);
        readAll();
        assertThat(history.minutesProperty().get().known(120)).isEqualTo(120);

        history.want(this, 0);
        asked.clear();
        history.accept((NOW + 1) * MINUTE + 10_000);
        readAll();
        assertThat(asked).as("the other one still looks").contains(new Asked(NOW, 1));
    }

    @Test
    void whatIsOlderThanStoresKeepIsForgotten() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 60);
        readAll();
        history.accept((NOW + 3_000) * MINUTE + 10_000);
        readAll();

        assertThat(history.minutesProperty().get().isKnown(NOW - 1)).isFalse();
        assertThat(history.minutesProperty().get().known(60)).isEqualTo(60);
    }

    @Test
    void whatEndsAfterTheEndPlansNothingMore() {
        store.traffic = (first, count) -> {
            history.close();
            return List.of();
        };
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 360);

        assertThat(later).as("the timer may be gone by then").isEmpty();
    }

    @Test
    void afterTheEndNothingIsRead() {
        history.accept(NOW * MINUTE + 10_000);
        history.want(this, 360);
        history.close();
        readAll();

        assertThat(asked).hasSize(1);
        assertThat(later).isEmpty();
    }
}
