package dev.ratewarden.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.store.CheckLogContract;
import dev.ratewarden.store.StorePorts;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryCheckLogTest extends CheckLogContract {

    @Override
    protected StorePorts open() {
        return StorePorts.of(new MemoryStore(InstantSource.system()));
    }

    @Test
    void theOldestGiveWayToTheLatest() {
        try (MemoryStore store = new MemoryStore(InstantSource.system())) {
            for (int i = 0; i < CheckRing.KEPT + 10; i++) {
                store.check(CheckRequest.of("user" + i, "act"));
            }
            List<LoggedCheck> kept =
                    store.checks(CheckQuery.latest(CheckQuery.MAX_LIMIT)).checks();
            assertThat(kept).hasSize(CheckRing.KEPT);
            assertThat(kept.getFirst().userId()).isEqualTo("user" + (CheckRing.KEPT + 9));
            assertThat(kept.getLast().userId()).isEqualTo("user10");
        }
    }
}
