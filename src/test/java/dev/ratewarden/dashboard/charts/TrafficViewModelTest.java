package dev.ratewarden.dashboard.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is worked out in the background waits until the test lets it. */
class TrafficViewModelTest {

    private static final long MINUTE = 60_000;
    private static final long NOW = 29_000_000;

    private final FakeModerationStore store = new FakeModerationStore();
    private final Moderation moderation = new Moderation(store, "tester");
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final TrafficHistory history = new TrafficHistory(
            moderation,
            new Background(Runnable::run, Runnable::run),
            (delayMs, task) -> () -> {},
            e -> String.valueOf(e.getMessage()));
    private final TrafficViewModel model =
            new TrafficViewModel(history, moderation, new Background(later::add, Runnable::run));

    TrafficViewModelTest() {
        store.traffic = (first, count) -> List.of(new ActionMinute(first * MINUTE, "api_call", 1, 0, 0));
        model.cardsShownProperty().set(true);
        model.shown(true);
    }

    @Test
    void minutesAreSummedInTheBackgroundAndAnOlderChoiceThatComesLateIsNotShown() {
        List<Integer> shown = new ArrayList<>();
        model.topProperty().addListener((o, before, now) -> shown.add(now.spanMinutes()));
        history.accept(NOW * MINUTE + 10_000);
        model.spanProperty().set(Span.MINUTES_15);

        assertThat(shown).as("nothing is summed on the thread that draws").isEmpty();
        while (!later.isEmpty()) {
            later.removeFirst().run();
        }

        assertThat(shown).containsExactly(15);
    }
}
