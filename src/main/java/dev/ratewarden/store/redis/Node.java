package dev.ratewarden.store.redis;

import java.io.IOException;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** One connection to one server, and what was queued on it. Used by one thread at a time. */
final class Node implements AutoCloseable {

    private final Dialer dialer;
    private final Endpoint endpoint;
    private final Connection connection;
    private final int replicas;
    private final int waitMs;
    private int queued;
    private boolean wrote;

    Node(Dialer dialer, Endpoint endpoint) {
        this.dialer = dialer;
        this.endpoint = endpoint;
        this.connection = dialer.redis(endpoint);
        this.replicas = dialer.settings().replicas();
        // The answer must be back before the read itself times out.
        this.waitMs = Math.max(1, dialer.settings().readTimeoutMs() / 2);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** @param writes whether replicas must have what it changes before its reply counts */
    void queue(boolean writes, ProtocolCommand command, byte[]... args) {
        try {
            connection.sendCommand(command, args);
        } catch (RuntimeException e) {
            throw dialer.failed(endpoint, e);
        }
        queued++;
        wrote |= writes;
    }

    /** Puts what is queued on the way without waiting for the replies. */
    void flush() {
        try {
            if (replicas > 0 && wrote) {
                connection.sendCommand(Command.WAIT, Keys.number(replicas), Keys.number(waitMs));
            }
            connection.getMany(0);
        } catch (RuntimeException e) {
            throw dialer.failed(endpoint, e);
        }
    }

    /** After {@link #flush}: all replies, an error reply in its place as an exception. */
    List<Object> replies() {
        int count = queued;
        boolean waits = replicas > 0 && wrote;
        queued = 0;
        wrote = false;
        try {
            List<Object> replies = connection.getMany(waits ? count + 1 : count);
            dialer.noteAnswer();
            if (waits) {
                List<Object> own = replies.subList(0, count);
                requireReplicas(own, replies.get(count));
                return own;
            }
            return replies;
        } catch (RuntimeException e) {
            throw dialer.failed(endpoint, e);
        }
    }

    private void requireReplicas(List<Object> own, Object acknowledged) {
        if (acknowledged instanceof JedisDataException refusal && saysDemoted(refusal)) {
            if (own.stream().allMatch(JedisDataException.class::isInstance)) {
                // Nothing was written, and each reply says why, and perhaps who serves the call now.
                return;
            }
            throw new DemotedException(refusal);
        }
        long have = Replies.number(Replies.orThrow(acknowledged));
        if (have < replicas) {
            throw new TooFewReplicasException(
                    "only %d of %d replicas took over what was written within %d ms".formatted(have, replicas, waitMs));
        }
    }

    /** Only a master waits for its replicas: a replica refuses it, and a master that becomes one ends the waits on it. */
    private static boolean saysDemoted(JedisDataException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith("UNBLOCKED ") || message.startsWith("ERR WAIT cannot be used with");
    }

    /** What was sent has run on a server that another has taken over from since, and which may never have heard of it. */
    static final class DemotedException extends JedisConnectionException {
        private static final long serialVersionUID = 1L;

        DemotedException(JedisDataException refusal) {
            super(refusal.getMessage(), refusal);
        }
    }

    /** What was sent has run, but might be lost in a failover. */
    static final class TooFewReplicasException extends JedisConnectionException {
        private static final long serialVersionUID = 1L;

        TooFewReplicasException(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        try {
            connection.forceDisconnect();
        } catch (IOException | RuntimeException e) {
            // It is being given up; there is nothing more to do for it.
            connection.setBroken();
        }
    }
}
