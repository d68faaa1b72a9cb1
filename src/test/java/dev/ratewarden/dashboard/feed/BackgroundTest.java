package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final Deque<Runnable> fxThread = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Background background = new Background(threads::add, fxThread::add);

    @Test
    void whatEndsAfterItWasClosedIsToldToNobodyHoweverItEnded() {
        background.run(() -> "mira", told::add, e -> told.add("failed"));
        background.run(BackgroundTest::fail, told::add, e -> told.add("failed"));
        background.close();
        threads.forEach(Runnable::run);
        fxThread.forEach(Runnable::run);

        assertThat(told).isEmpty();
    }

    @Test
    void whatWaitsToBeToldWhenItIsClosedIsToldToNobody() {
        background.run(() -> "mira", told::add, e -> {});
        threads.remove().run();
        background.close();
        fxThread.remove().run();

        assertThat(told).isEmpty();
    }

    @Test
    void nothingIsBegunAfterItWasClosed() {
        background.close();
        background.run(() -> "mira", told::add, e -> {});

        assertThat(threads).isEmpty();
    }

    @Test
    void whoBreaksOnAResultKeepsTheOthersFromNothing() {
        background.run(
                () -> "mira",
                result -> {
                    throw new IllegalStateException("broken");
                },
                e -> {});
        background.run(() -> "kettle", told::add, e -> {});
        threads.forEach(Runnable::run);
        fxThread.forEach(Runnable::run);

        assertThat(told).containsExactly("kettle");
    }

    private static String fail() {
        throw new IllegalStateException("no route");
    }
}
