package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.contract.EvictionContract;
import dev.ratewarden.store.contract.StoreFixture;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shard with little room, and more users than it has room for. */
class RedisEvictionTest implements EvictionContract {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    /** So many that the smallest budget of memory leaves room for {@link #ROOM} users in each. */
    private static final int SHARDS = 128;

    private static final AtomicInteger OPENED = new AtomicInteger();

    private static final List<String> USERS = IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "user-" + i)
            .filter(id -> new Keys("any:", SHARDS).shardOf(id) == 0)
            .limit(1_400)
            .toList();

    private final ManualClock clock = new ManualClock(StoreFixture.T0);
    private RedisStore store;
    private StorePorts ports;

    @BeforeEach
    void open() {
        RedisSettings settings = RedisSettings.forBots(REDIS.uri(), "evict" + OPENED.incrementAndGet() + ":")
                .withTimeouts(5_000, 5_000, 5_000)
                .withMemoryBudget(1 << 20);
        assertThat(settings.usersPerShard(SHARDS)).isEqualTo(ROOM);
        store = new RedisStore(settings, clock);
        store.init(CommunityProfile.UNNAMED, SHARDS);
        ports = StorePorts.of(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

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
        return USERS.get(i);
    }
}
