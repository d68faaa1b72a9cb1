package dev.ratewarden.dashboard.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Moderation;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** All on one thread. */
class AbsenceViewModelTest {

    private static final long NOW = FakeModerationStore.NOW;
    private static final long HOUR = 3_600_000;

    private final FakeModerationStore store = new FakeModerationStore();
    private final AtomicLong windowMs = new AtomicLong(1_000_000);
    private final AtomicInteger counted = new AtomicInteger();
    private final Moderation moderation = new Moderation(store, "tester");
    private final PollByHand poll = new PollByHand(moderation, () -> Instant.ofEpochMilli(windowMs.get()));
    private final AbsenceViewModel model = new AbsenceViewModel(
            moderation,
            new Background(Runnable::run, Runnable::run),
            poll.poller,
            () -> Instant.ofEpochMilli(windowMs.get()),
            e -> String.valueOf(e.getMessage()));

    AbsenceViewModelTest() {
        store.handover = new Handover(NOW, null, List.of(), List.of());
        store.events = query -> {
            counted.incrementAndGet();
            return List.of();
        };
    }

    @Test
    void anAbsenceIsToldAlthoughTheWindowNeverShowedTheReadingThatItCameWith() {
        store.visited = NOW - 9 * HOUR;
        poll.read();
        poll.read();
        poll.show();

        assertThat(model.absenceProperty().get()).isNotNull();
    }

    @Test
    void anAbsenceIsCountedOnceAndStaysDismissed() {
        store.visited = NOW - 9 * HOUR;
        poll.read();
        poll.show();
        model.dismiss();
        poll.read();
        poll.show();
        store.visited = NOW - 60_000;
        windowMs.addAndGet(60_000);
        poll.read();
        poll.show();

        assertThat(model.absenceProperty().get()).isNull();
        assertThat(counted).hasValue(1);
    }

    @Test
    void whoComesBackToAWindowThatWasHiddenForLongIsToldAgain() {
        store.visited = NOW - 60_000;
        poll.read();
        poll.show();
        assertThat(model.absenceProperty().get()).isNull();

        windowMs.addAndGet(3 * HOUR);
        store.handover = new Handover(NOW + 3 * HOUR, null, List.of(), List.of());
        store.visited = NOW;
        poll.read();
        poll.show();

        assertThat(model.absenceProperty().get())
                .isNotNull()
                .satisfies(absence -> assertThat(absence.sinceMs()).isEqualTo(NOW));
    }

    @Test
    void aLoginThatMayNotBeNotedIsToldNothingAndTheReadingStands() {
        store.visits = () -> {
            throw new StoreException("no right to write", new IllegalStateException());
        };
        poll.read();
        poll.show();

        assertThat(model.absenceProperty().get()).isNull();
        assertThat(poll.reading()).isNotNull();
    }
}
