package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class UnderwayTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final Underway underway = new Underway(threads::add);

    @Test
    void whereNothingRunsAllHasEnded() {
        assertThat(underway.ended()).isCompleted();
    }

    @Test
    void itEndsWithTheLastOfWhatRunsHoweverThatEnds() {
        underway.execute(() -> {});
        underway.execute(() -> {
            throw new IllegalStateException("broken");
        });
        var ended = underway.ended();

        threads.remove().run();
        assertThat(ended).isNotDone();
        assertThatThrownBy(() -> threads.remove().run()).hasMessage("broken");

        assertThat(ended).isCompleted();
    }

    @Test
    void whatWasNeverStartedIsNotWaitedFor() {
        Underway stopped = new Underway(task -> {
            throw new RejectedExecutionException("shut down");
        });
        assertThatThrownBy(() -> stopped.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);

        assertThat(stopped.ended()).isCompleted();
    }
}
