package dev.ratewarden.store.redis;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.WatchContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Redis decides as every store does. Each store has a prefix of its own and runs on the test's clock. */
class RedisStoreContractTest extends StoreContract implements WatchContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    protected StorePorts open(ManualClock clock) {
        String prefix = "contract" + OPENED.incrementAndGet() + ":";
        // With numbered lanes, as a bot; patient, because the machine may be busy with other tests.
        RedisSettings settings = RedisSettings.forBots(REDIS.uri(), prefix).withTimeouts(5_000, 5_000, 5_000);
        return StorePorts.of(new RedisStore(settings, clock));
    }
}
