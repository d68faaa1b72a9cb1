package dev.ratewarden.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.commands.ProtocolCommand;

/** The connections of one link: one to a single server, or one to each master of a cluster. Used by one thread at a time. */
interface Wire extends AutoCloseable {

    /**
     * Queues a command for the server that has the key.
     *
     * @param key null if any server will do
     * @param writes whether it may change something
     */
    void send(byte @Nullable [] key, boolean writes, ProtocolCommand command, byte[]... args);

    /**
     * Sends what is queued and reads the replies in the order of sending. An error reply stands in its place as an exception; so does a
     * connection that failed, if there are others. Nothing is sent twice but what a cluster's node said it did not run.
     */
    List<Object> replies(int count);

    /** Sends one command to every server and reads the replies. */
    List<Object> everywhere(ProtocolCommand command, byte[]... args);

    /** Whether a connection failed, so that nothing more may be sent. */
    boolean broken();

    @Override
    void close();
}
