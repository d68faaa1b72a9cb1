package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.SentinelKeyword;
import redis.clients.jedis.exceptions.JedisDataException;

/** Asks sentinels who the master is, whenever it may have changed. No thread and no subscription of its own. Thread-safe. */
final class Sentinels implements Servers {

    private final Dialer dialer;
    private final String master;
    private final String address;

    /** The one that answered last comes first. Replaced as a whole. */
    private volatile List<Endpoint> sentinels;

    private volatile @Nullable Endpoint known;

    Sentinels(Dialer dialer, Topology topology) {
        this.dialer = dialer;
        this.master = topology.master();
        this.address = topology.address();
        this.sentinels = topology.nodes();
    }

    @Override
    public Wire connect() {
        Endpoint found = known;
        if (found == null) {
            found = ask();
        }
        Node node = new Node(dialer, found);
        try {
            requireMaster(node);
        } catch (RuntimeException e) {
            node.close();
            suspect();
            throw e;
        }
        known = found;
        return new SingleWire(node);
    }

    @Override
    public void suspect() {
        known = null;
    }

    private Endpoint ask() {
        long until = System.nanoTime() + dialer.patienceNanos();
        List<Endpoint> order = sentinels;
        RuntimeException last = null;
        for (Endpoint sentinel : order) {
            if (last != null && System.nanoTime() - until > 0) {
                break;
            }
            try {
                Endpoint found = ask(sentinel);
                if (found == null) {
                    throw new StoreException(
                            "sentinel %s knows no master %s; correct the name behind the hosts in the URI"
                                    .formatted(sentinel, master),
                            null);
                }
                preferred(sentinel, order);
                return found;
            } catch (JedisDataException answered) {
                throw new StoreException(
                        "sentinel %s refuses to answer (%s); give it sentinel-user and sentinel-password, or correct them"
                                .formatted(sentinel, answered.getMessage()),
                        answered);
            } catch (StoreException refused) {
                throw refused;
            } catch (RuntimeException e) {
                last = e;
            }
        }
        throw new StoreUnavailableException(
                "no sentinel of %s answers; start one, or correct the hosts".formatted(address), last);
    }

    private @Nullable Endpoint ask(Endpoint sentinel) {
        try (Connection connection = dialer.sentinel(sentinel)) {
            connection.sendCommand(
                    Command.SENTINEL, SentinelKeyword.GET_MASTER_ADDR_BY_NAME.getRaw(), Keys.utf8(master));
            Object reply = connection.getOne();
            if (!(reply instanceof List<?> place) || place.size() < 2) {
                return null;
            }
            return new Endpoint(Replies.text(place.get(0)), Math.toIntExact(Replies.number(place.get(1))));
        }
    }

    private void preferred(Endpoint sentinel, List<Endpoint> order) {
        if (!order.get(0).equals(sentinel)) {
            List<Endpoint> changed = new ArrayList<>(order);
            changed.remove(sentinel);
            changed.add(0, sentinel);
            sentinels = List.copyOf(changed);
        }
    }

    /** Sentinels name the old master until they agree on a new one, and the old one may be back as a replica. */
    private void requireMaster(Node node) {
        node.queue(false, Command.ROLE);
        node.flush();
        Object reply = node.replies().get(0);
        // A login that may not ask finds out at its first write.
        if (reply instanceof List<?> role && !Replies.text(role.get(0)).equals("master")) {
            throw new StoreUnavailableException(
                    "Redis at %s, which the sentinels of %s name, is no master just now; wait for the failover to end"
                            .formatted(node.endpoint(), address),
                    null);
        }
    }
}
