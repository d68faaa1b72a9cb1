package dev.ratewarden.dashboard.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Moderation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All on one thread. */
class AbsenceViewModelTest {

    private static final long NOW = FakeModerationStore.NOW;
    private static final long HOUR = 3_600_000;

    private final FakeModerationStore store = new FakeModerationStore();
    private final AtomicLong windowMs = new AtomicLong(1_000_000);
    private final AtomicInteger counted = new AtomicInteger();
    private @Nullable FeedState latest;
    private final Moderation moderation = new Moderation(store, "tester");
    private final Poller poller = new Poller(
            moderation,
            e -> String.valueOf(e.getMessage()),
            new Request(UserFilter.DEFAULT, null),
            1_000,
            new Poller.Machinery(
                    () -> Instant.ofEpochMilli(windowMs.get()),
                    (delayMs, task) -> () -> {},
                    Runnable::run,
                    new Backoff(new Random(1))),
            state -> latest = state);
    private final AbsenceViewModel model = new AbsenceViewModel(
            moderation,
            new Background(Runnable::run, Runnable::run),
            poller,
            () -> Instant.ofEpochMilli(windowMs.get()),
            e -> String.valueOf(e.getMessage()));

    AbsenceViewModelTest() {
        store.handover = new Handover(NOW, null, List.of(), List.of());
        store.events = query -> {
            counted.incrementAndGet();
            return List.of();
        };
    }

    private void show() {
        Objects.requireNonNull(Objects.requireNonNull(latest).reading())
                .extras()
                .forEach(Runnable::run);
    }

    @Test
    void anAbsenceIsToldAlthoughTheWindowNeverShowedTheReadingThatItCameWith() {
        store.visited = NOW - 9 * HOUR;
        poller.refresh();
        poller.refresh();
        show();

        assertThat(model.absenceProperty().get()).isNotNull();
    }

    @Test
    void anAbsenceIsCountedOnceAndStaysDismissed() {
        store.visited = NOW - 9 * HOUR;
        poller.refresh();
        show();
        model.dismiss();
        poller.refresh();
        show();
        store.visited = NOW - 60_000;
        windowMs.addAndGet(60_000);
        poller.refresh();
        show();

        assertThat(model.absenceProperty().get()).isNull();
        assertThat(counted).hasValue(1);
    }

    @Test
    void whoComesBackToAWindowThatWasHiddenForLongIsToldAgain() {
        store.visited = NOW - 60_000;
        poller.refresh();
        show();
        assertThat(model.absenceProperty().get()).isNull();

        windowMs.addAndGet(3 * HOUR);
        store.handover = new Handover(NOW + 3 * HOUR, null, List.of(), List.of());
        store.visited = NOW;
        poller.refresh();
        show();

        assertThat(model.absenceProperty().get())
                .isNotNull()
                .satisfies(absence -> assertThat(absence.sinceMs()).isEqualTo(NOW));
    }

    @Test
    void aLoginThatMayNotBeNotedIsToldNothingAndTheReadingStands() {
        store.visits = () -> {
            throw new StoreException("no right to write", new IllegalStateException());
        };
        poller.refresh();
        show();

        assertThat(model.absenceProperty().get()).isNull();
        assertThat(Objects.requireNonNull(latest).reading()).isNotNull();
    }
}
