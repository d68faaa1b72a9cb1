package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Others get at the FX thread between two turns, and nothing old is done after something newer came. */
class TurnsTest {

    private final Deque<Runnable> fxThread = new ArrayDeque<>();
    private final Turns turns = new Turns(fxThread::add);
    private final List<String> done = new ArrayList<>();

    private Runnable doing(String what) {
        return () -> done.add(what);
    }

    private void turn() {
        Objects.requireNonNull(fxThread.poll(), "nothing is to be done").run();
    }

    @Test
    void eachHasATurnOfItsOwn() {
        turns.take(List.of(doing("a"), doing("b")));
        fxThread.add(doing("a press"));
        assertThat(done).isEmpty();

        turn();
        assertThat(done).containsExactly("a");
        assertThat(turns.isWaiting()).isTrue();
        turn();
        turn();
        assertThat(done).containsExactly("a", "a press", "b");
        assertThat(turns.isWaiting()).isFalse();
        assertThat(fxThread).isEmpty();
    }

    @Test
    void whatStillWaitsGivesWayToNewerThings() {
        turns.take(List.of(doing("a"), doing("b")));
        turn();
        turns.take(List.of(doing("newer a"), doing("newer b")));

        turn();
        turn();
        assertThat(done).containsExactly("a", "newer a", "newer b");
        assertThat(fxThread).isEmpty();
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromTheirTurn() {
        turns.take(List.of(
                () -> {
                    throw new IllegalStateException("broken");
                },
                doing("b")));

        turn();
        turn();
        assertThat(done).containsExactly("b");
    }

    @Test
    void whatWasClearedIsNeverDone() {
        turns.take(List.of(doing("a")));
        turns.clear();

        turn();
        assertThat(done).isEmpty();
        assertThat(turns.isWaiting()).isFalse();
    }
}
