package dev.ratewarden.store.redis;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StoreContract;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.WatchContract;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Three masters decide as one server does. */
class ClusterStoreContractTest extends StoreContract implements WatchContract {

    private static final AtomicInteger OPENED = new AtomicInteger();
    private static RedisCluster cluster;

    @BeforeAll
    static void start() {
        // Nobody fails here, however busy the machine is.
        cluster = new RedisCluster(3, false, 60_000);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    protected StorePorts open(ManualClock clock) {
        RedisSettings settings = RedisSettings.forBots(cluster.uri(), "contract" + OPENED.incrementAndGet() + ":")
                .withTimeouts(5_000, 5_000, 5_000);
        return StorePorts.of(new RedisStore(settings, clock));
    }

    @Override
    protected int sequences() {
        return Math.max(1, super.sequences() / 10);
    }
}
