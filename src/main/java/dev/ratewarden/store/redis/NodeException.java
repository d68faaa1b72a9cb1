package dev.ratewarden.store.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A connection to one server that cannot be used any more; what was sent on it may or may not have been done. */
final class NodeException extends JedisConnectionException {

    private static final long serialVersionUID = 1L;

    private final transient Endpoint endpoint;

    private final boolean known;

    private NodeException(Endpoint endpoint, String message, Throwable cause, boolean known) {
        super(message, cause);
        this.known = known;
        this.endpoint = endpoint;
    }

    /**
     * The same error with the server's address; an answer of the server stays what it is.
     *
     * @param known whether a Redis has answered before, there or at another address of the same community
     */
    static RuntimeException at(Endpoint endpoint, RuntimeException error, boolean known) {
        return error instanceof JedisDataException || error instanceof NodeException
                ? error
                : new NodeException(endpoint, "%s: %s".formatted(endpoint, error.getMessage()), error, known);
    }

    /** Whether a Redis has answered before: then it is hardly a wrong port. */
    boolean isKnown() {
        return known;
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
