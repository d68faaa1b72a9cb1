package dev.ratewarden.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatestValueTest {

    private final Deque<Runnable> fxThread = new ArrayDeque<>();
    private final List<Object> seen = new ArrayList<>();

    @Test
    void aFloodOfValuesLeavesOneHandOverThatCarriesTheLatest() {
        LatestValue<Integer> door = new LatestValue<>(fxThread::add, seen::add);

        IntStream.rangeClosed(1, 200_000).forEach(door::publish);

        assertThat(fxThread).hasSize(1);
        fxThread.remove().run();
        assertThat(seen).containsExactly(200_000);
    }

    @Test
    void afterAHandOverTheNextValueIsHandedOverAgain() {
        LatestValue<String> door = new LatestValue<>(fxThread::add, seen::add);

        door.publish("first");
        fxThread.remove().run();
        door.publish("second");
        fxThread.remove().run();

        assertThat(seen).containsExactly("first", "second");
        assertThat(fxThread).isEmpty();
    }

    @Test
    void valuesThatMustNotBeLostAreJoined() {
        LatestValue<List<String>> door = new LatestValue<>(
                fxThread::add, (a, b) -> Stream.concat(a.stream(), b.stream()).toList(), seen::addAll);

        door.publish(List.of("ban"));
        door.publish(List.of("reset"));
        fxThread.remove().run();

        assertThat(seen).containsExactly("ban", "reset");
    }
}
