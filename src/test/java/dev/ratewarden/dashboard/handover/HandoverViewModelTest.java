package dev.ratewarden.dashboard.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.act.Feedback;
import dev.ratewarden.dashboard.act.Permit;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Moderation;
import java.time.Instant;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** All on one thread, and within one millisecond of the store's clock. */
class HandoverViewModelTest {

    private static final Handover NOBODY = new Handover(FakeModerationStore.NOW, null, List.of(), List.of());
    private static final Handover TESTER_IS_ON_MIRA = new Handover(
            FakeModerationStore.NOW,
            null,
            List.of(new Handover.Claim("mira", "tester", FakeModerationStore.NOW + 1_800_000)),
            List.of());

    private final FakeModerationStore store = new FakeModerationStore();
    private final Moderation moderation = new Moderation(store, "tester");
    private final HandoverViewModel model = new HandoverViewModel(
            moderation,
            new Background(Runnable::run, Runnable::run),
            new Silent(),
            new Permit(
                    Bindings.createBooleanBinding(() -> true, new SimpleBooleanProperty()),
                    new SimpleStringProperty("")),
            e -> String.valueOf(e.getMessage()));
    private final PollByHand poll = new PollByHand(moderation, () -> Instant.ofEpochMilli(1_000_000));

    HandoverViewModelTest() {
        store.handover = NOBODY;
        store.onHandover = change -> TESTER_IS_ON_MIRA;
        poll.poller.add(model.extra());
    }

    @Test
    void aReadingFromBeforeAChangeDoesNotTakeItBack() {
        poll.read();
        model.tell(new HandoverChange.Claim("mira"));
        poll.show();

        assertThat(model.isMine("mira")).isTrue();
    }

    @Test
    void aReadingFromAfterAChangeIsShown() {
        model.tell(new HandoverChange.Claim("mira"));
        store.handover = NOBODY;
        poll.read();
        poll.show();

        assertThat(model.isMine("mira")).isFalse();
    }

    private static final class Silent implements Feedback.Teller {

        @Override
        public void done(String words) {}

        @Override
        public void done(String userId, String words, @Nullable Runnable undo) {}

        @Override
        public void failed(String words) {
            throw new AssertionError(words);
        }
    }
}
