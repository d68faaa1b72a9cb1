package dev.ratewarden.store.redis;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.WatchContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The newer protocol has other replies for maps, doubles and null; they read alike. */
class Resp3StoreContractTest extends StoreContract implements WatchContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    protected StorePorts open(ManualClock clock) {
        RedisSettings settings = RedisSettings.forBots(
                        REDIS.uri() + "?protocol=3", "contract" + OPENED.incrementAndGet() + ":")
                .withTimeouts(5_000, 5_000, 5_000);
        return StorePorts.of(new RedisStore(settings, clock));
    }

    @Override
    protected int sequences() {
        return Math.max(1, super.sequences() / 10);
    }
}
