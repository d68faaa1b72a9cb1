package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A bot counts what it likes, and its counting never costs a check. */
class LimiterListenerTest {

    private final MemoryStore store = new MemoryStore(new ManualClock(1_800_000_000_000L));

    private RateLimiter limiter(LimiterListener listener) {
        return RateLimiter.builder(store)
                .policy("act", Limit.slidingWindow(1, Duration.ofDays(1)))
                .listener(listener)
                .build();
    }

    @Test
    void everyCheckIsHeardAndEveryFailureButNoPeek() {
        Map<String, Integer> counts = new TreeMap<>();
        List<RuntimeException> failures = new ArrayList<>();
        RateLimiter limiter = limiter(new LimiterListener() {
            @Override
            public void decided(CheckRequest request, Decision decision, long nanos) {
                assertThat(nanos).isNotNegative();
                counts.merge(request.action() + (decision.allowed() ? " allowed" : " denied"), 1, Integer::sum);
            }

            @Override
            public void failed(CheckRequest request, RuntimeException failure, long nanos) {
                failures.add(failure);
            }
        });
        limiter.check("ann", "act");
        limiter.check("ann", "act");
        limiter.checkAsync("bob", "act").join();
        limiter.peek("ann", "act");
        assertThatThrownBy(() -> limiter.check("ann", "act", 2)).isInstanceOf(InvalidRequestException.class);

        assertThat(counts).isEqualTo(Map.of("act allowed", 2, "act denied", 1));
        assertThat(failures).singleElement().isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void whatAListenerThrowsReachesNoCheck() {
        RateLimiter limiter = limiter(new LimiterListener() {
            @Override
            public void decided(CheckRequest request, Decision decision, long nanos) {
                throw new IllegalStateException("full");
            }

            @Override
            public void failed(CheckRequest request, RuntimeException failure, long nanos) {
                throw new AssertionError("too");
            }
        });
        assertThat(limiter.check("ann", "act").allowed()).isTrue();
        assertThatThrownBy(() -> limiter.check("ann", "act", 2)).isInstanceOf(InvalidRequestException.class);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void evenAnUndeclaredExceptionReachesNoCheck() {
        RateLimiter limiter = limiter(new LimiterListener() {
            @Override
            public void decided(CheckRequest request, Decision decision, long nanos) {
                LimiterListenerTest.<RuntimeException>sneak(new IOException("full"));
            }

            @Override
            public void failed(CheckRequest request, RuntimeException failure, long nanos) {
                LimiterListenerTest.<RuntimeException>sneak(new Error("too"));
            }
        });
        assertThat(limiter.check("ann", "act").allowed()).isTrue();
        assertThatThrownBy(() -> limiter.check("ann", "act", 2)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void itIsLoggedOnceAMinute() {
        AtomicLong nanos = new AtomicLong();
        List<String> logged = new ArrayList<>();
        System.Logger log = new System.Logger() {
            @Override
            public String getName() {
                return "test";
            }

            @Override
            public boolean isLoggable(Level level) {
                return true;
            }

            @Override
            public void log(Level level, java.util.ResourceBundle bundle, String message, Throwable thrown) {
                logged.add(message);
            }

            @Override
            public void log(Level level, java.util.ResourceBundle bundle, String format, Object... parameters) {
                logged.add(format);
            }
        };
        Listening listening = new Listening(
                new LimiterListener() {
                    @Override
                    public void failed(CheckRequest request, RuntimeException failure, long took) {
                        throw failure;
                    }
                },
                nanos::get,
                log);
        for (int second = 0; second <= 60; second++) {
            listening.failed(CheckRequest.of("ann", "act"), new IllegalStateException("full"), 0);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(logged).hasSize(2);
        assertThat(logged.getLast()).contains("60 times");
    }
}
