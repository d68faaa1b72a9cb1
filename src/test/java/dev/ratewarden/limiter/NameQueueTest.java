package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Names are told at every command and written seldom. */
class NameQueueTest {

    private final List<Map<String, String>> written = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final NameQueue names = new NameQueue(recording(), Runnable::run, nanos::get);

    @Test
    void aNameIsWrittenAgainAfterAnHourSinceTheStoreMayHaveBeenEmptied() {
        names.add("ann", "mira");
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        names.add("ann", "mira");
        assertThat(written).hasSize(1);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        names.add("ann", "mira");
        assertThat(written).containsExactly(Map.of("ann", "mira"), Map.of("ann", "mira"));
    }

    @SuppressWarnings("unchecked") // Names are all that is asked of it.
    private LimiterStore recording() {
        return (LimiterStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {LimiterStore.class}, (proxy, method, arguments) -> {
                    written.add(Map.copyOf((Map<String, String>) arguments[0]));
                    return Set.copyOf(((Map<String, String>) arguments[0]).keySet());
                });
    }
}
