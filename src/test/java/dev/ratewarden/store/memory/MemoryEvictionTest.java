package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.EvictionContract;
import dev.ratewarden.store.contract.StoreFixture;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A small store in memory, and more users than it has room for. */
class MemoryEvictionTest implements EvictionContract {

    private final ManualClock clock = new ManualClock(StoreFixture.T0);
    private final MemoryStore store =
            new MemoryStore(clock, MemoryLimits.forThisProcess().withMaxUsers(ROOM));
    private final StorePorts ports = StorePorts.of(store);

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public StorePorts store() {
        return ports;
    }

    @Override
    public String user(int i) {
        return "user-" + i;
    }

    @Test
    void whoeverIsDroppedIsCounted() {
        for (int i = 0; i < ROOM + 5; i++) {
            check(user(i), "dance");
        }
        assertThat(store.dropped()).isEqualTo(new MemoryStore.Dropped(0, 5));
        clock.advance(31 * DAY);
        check(3, user(0), "dance");
        assertThat(store.dropped().pruned()).as("two with each check").isEqualTo(6);
    }

    @Test
    void aChosenRetentionIsKept() {
        MemoryStore brief =
                new MemoryStore(clock, new MemoryLimits(Duration.ofDays(1).toMillis(), 1_000));
        brief.check(CheckRequest.of(ANN, "dance"));
        clock.advance(DAY + 2 * HOUR);
        brief.check(CheckRequest.of(BOB, "dance"));
        assertThat(brief.user(ANN)).isEmpty();
        assertThat(brief.dropped()).isEqualTo(new MemoryStore.Dropped(1, 0));
    }
}
