package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.ClusterKeyword;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** The nodes of a cluster, and which of them serves what. Asks anew when an answer or a failure shows that it changed. Thread-safe. */
final class Cluster implements Servers {

    private final Dialer dialer;
    private final List<Endpoint> seeds;

    /** Held while asking, so that many callers ask once. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Slots slots;

    /** Where it last went wrong: asked last. */
    private volatile @Nullable Endpoint suspected;

    private volatile boolean stale;

    Cluster(Dialer dialer, List<Endpoint> seeds) {
        this.dialer = dialer;
        this.seeds = seeds;
    }

    @Override
    public Wire connect() {
        Slots known = slots;
        return new ClusterWire(this, dialer, known == null || stale ? ask(known) : known);
    }

    @Override
    public void suspect() {
        stale = true;
    }

    void suspect(Endpoint node) {
        suspected = node;
        stale = true;
    }

    /**
     * The slots as they are now.
     *
     * @param seen what the caller found wrong; if another caller has asked since, that answer will do
     */
    Slots ask(@Nullable Slots seen) {
        try {
            if (!asking.tryLock(dialer.patienceNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
        try {
            Slots known = slots;
            if (known != null && known != seen && !stale) {
                return known;
            }
            Slots found = askSomebody(known);
            slots = found;
            stale = false;
            return found;
        } finally {
            asking.unlock();
        }
    }

    private Slots askSomebody(@Nullable Slots known) {
        long until = System.nanoTime() + dialer.patienceNanos();
        RuntimeException last = null;
        for (Endpoint node : order(known)) {
            if (last != null && System.nanoTime() - until > 0) {
                break;
            }
            try {
                return ask(node);
            } catch (JedisDataException refused) {
                throw refusal(node, refused);
            } catch (RuntimeException e) {
                suspected = node;
                last = e;
            }
        }
        throw unavailable(last);
    }

    private List<Endpoint> order(@Nullable Slots known) {
        Set<Endpoint> order = new LinkedHashSet<>();
        if (known != null) {
            order.addAll(known.nodes());
        }
        order.addAll(seeds);
        List<Endpoint> list = new ArrayList<>(order);
        Endpoint last = suspected;
        if (last != null && list.remove(last)) {
            list.add(last);
        }
        return list;
    }

    private Slots ask(Endpoint node) {
        try (Connection connection = dialer.redis(node)) {
            connection.sendCommand(Command.CLUSTER, ClusterKeyword.SLOTS.getRaw());
            return new Slots(Replies.list(connection.getOne()), node);
        }
    }

    private RuntimeException refusal(Endpoint node, JedisDataException refused) {
        return String.valueOf(refused.getMessage()).contains("cluster support disabled")
                ? new StoreException(
                        "Redis at %s is not in a cluster; write redis:// instead of redis-cluster://".formatted(node),
                        refused)
                : RedisErrors.translated(refused, dialer.settings());
    }

    private StoreUnavailableException unavailable(@Nullable Exception cause) {
        return new StoreUnavailableException(
                "no node of Redis at %s says who serves what; start one, or correct the hosts"
                        .formatted(dialer.settings().address()),
                cause);
    }
}
