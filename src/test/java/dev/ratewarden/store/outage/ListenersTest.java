package dev.ratewarden.store.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.OutageListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one listener throws keeps nothing from the others, nor from whoever tells them. */
class ListenersTest {

    private final List<String> heard = new ArrayList<>();

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private final OutageListener second = new OutageListener() {
        @Override
        public void entered(long atMs, String cause) {
            heard.add(cause);
        }
    };

    @Test
    void whateverOneThrowsTheOthersHear() {
        for (Throwable thrown : List.of(new IOException("full"), new AssertionError("no"), new RuntimeException("x"))) {
            Listeners listeners = new Listeners(new OutageListener() {
                @Override
                public void entered(long atMs, String cause) {
                    ListenersTest.<RuntimeException>sneak(thrown);
                }
            });
            listeners.add(second);
            listeners.entered(1, thrown.toString());
            assertThat(heard).last().isEqualTo(thrown.toString());
        }
    }

    @Test
    void whoWasRemovedHearsNoMore() {
        Listeners listeners = new Listeners(OutageListener.NONE);
        listeners.add(second);
        listeners.remove(second);
        listeners.entered(1, "gone");
        assertThat(heard).isEmpty();
    }
}
