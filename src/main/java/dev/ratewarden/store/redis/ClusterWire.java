package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A connection to each node of a cluster that is needed. What goes to the same node shares a pipeline; all nodes work at the same time.
 * A call that a node answers with MOVED or ASK did not run, and goes to the node named; calls of one slot keep their order.
 * Used by one thread at a time.
 */
final class ClusterWire implements Wire {

    private static final int REDIRECTIONS = 5;

    private final Cluster cluster;
    private final Dialer dialer;
    private final Map<Endpoint, Node> nodes = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private Slots slots;
    private boolean broken;

    /** One call on its way, kept in case its node does not serve the slot any more. */
    private static final class Sent {
        final byte @Nullable [] key;
        final boolean writes;
        final ProtocolCommand command;
        final byte[][] args;
        Endpoint node;
        boolean asking;
        Object reply = "";

        Sent(Endpoint node, byte @Nullable [] key, boolean writes, ProtocolCommand command, byte[][] args) {
            this.node = node;
            this.key = key;
            this.writes = writes;
            this.command = command;
            this.args = args;
        }
    }

    ClusterWire(Cluster cluster, Dialer dialer, Slots slots) {
        this.cluster = cluster;
        this.dialer = dialer;
        this.slots = slots;
    }

    @Override
    public void send(byte @Nullable [] key, boolean writes, ProtocolCommand command, byte[]... args) {
        sent.add(new Sent(owner(key), key, writes, command, args));
    }

    private Endpoint owner(byte @Nullable [] key) {
        if (key == null) {
            return nodes.isEmpty()
                    ? slots.nodes().get(0)
                    : nodes.keySet().iterator().next();
        }
        int slot = JedisClusterCRC16.getSlot(key);
        Endpoint master = slots.master(slot);
        if (master == null) {
            slots = cluster.ask(slots);
            master = slots.master(slot);
        }
        if (master == null) {
            throw new JedisClusterException("CLUSTERDOWN no node serves slot " + slot);
        }
        return master;
    }

    @Override
    public List<Object> replies(int count) {
        List<Sent> all = new ArrayList<>(sent);
        sent.clear();
        if (all.size() != count) {
            throw new IllegalStateException("%d replies wanted of %d calls".formatted(count, all.size()));
        }
        exchange(all);
        for (int i = 0; i < REDIRECTIONS && redirect(all); i++) {
            // Once more, with those that were sent to the wrong node.
        }
        return new ArrayList<>(all.stream().map(each -> each.reply).toList());
    }

    /** Sends these and reads their replies, all nodes at the same time. */
    private void exchange(List<Sent> calls) {
        Map<Endpoint, RuntimeException> failures = new HashMap<>();
        for (Sent call : calls) {
            if (!failures.containsKey(call.node)) {
                attempt(call.node, failures, node -> {
                    if (call.asking) {
                        node.queue(false, Command.ASKING);
                    }
                    node.queue(call.writes, call.command, call.args);
                });
            }
        }
        List<Endpoint> used = calls.stream().map(call -> call.node).distinct().toList();
        used.stream().filter(node -> !failures.containsKey(node)).forEach(node -> attempt(node, failures, Node::flush));
        Map<Endpoint, Iterator<Object>> replies = new HashMap<>();
        used.stream()
                .filter(node -> !failures.containsKey(node))
                .forEach(node -> attempt(
                        node, failures, each -> replies.put(node, each.replies().iterator())));
        for (Sent call : calls) {
            RuntimeException failure = failures.get(call.node);
            Iterator<Object> own = replies.get(call.node);
            if (failure != null || own == null) {
                call.reply = failure == null ? "" : failure;
            } else {
                if (call.asking) {
                    own.next();
                }
                call.reply = own.next();
            }
        }
    }

    private void attempt(
            Endpoint endpoint, Map<Endpoint, RuntimeException> failures, java.util.function.Consumer<Node> step) {
        try {
            Node node = nodes.get(endpoint);
            if (node == null) {
                node = new Node(dialer, endpoint);
                nodes.put(endpoint, node);
            }
            step.accept(node);
        } catch (RuntimeException e) {
            failures.put(endpoint, e);
            broken = true;
            cluster.suspect(endpoint);
        }
    }

    /** Whether calls that did not run were sent to the nodes that serve them now. */
    private boolean redirect(List<Sent> all) {
        List<Sent> again = all.stream()
                .filter(call -> call.reply instanceof JedisRedirectionException)
                .toList();
        if (again.isEmpty()) {
            return false;
        }
        try {
            if (again.stream().anyMatch(call -> call.reply instanceof JedisMovedDataException)) {
                slots = cluster.ask(slots);
            }
            for (Sent call : again) {
                call.asking = call.reply instanceof JedisAskDataException;
                call.node = call.asking ? named((JedisRedirectionException) call.reply, call.node) : owner(call.key);
            }
        } catch (RuntimeException nobodyKnows) {
            // The others have their answers; these say that they did not run.
            broken = true;
            return false;
        }
        exchange(again);
        return true;
    }

    private static Endpoint named(JedisRedirectionException redirection, Endpoint answering) {
        HostAndPort target = redirection.getTargetNode();
        return new Endpoint(target.getHost().isEmpty() ? answering.host() : target.getHost(), target.getPort());
    }

    @Override
    public List<Object> everywhere(ProtocolCommand command, byte[]... args) {
        List<Sent> calls = nodes.keySet().stream()
                .map(node -> new Sent(node, null, false, command, args))
                .toList();
        exchange(calls);
        return calls.stream().map(call -> call.reply).toList();
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::close);
    }
}
