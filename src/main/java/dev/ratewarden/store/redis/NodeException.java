package dev.ratewarden.store.redis;

import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A connection to one server that cannot be used any more; what was sent on it may or may not have been done. */
final class NodeException extends JedisConnectionException {

    private static final long serialVersionUID = 1L;

    private final transient Endpoint endpoint;

    private NodeException(Endpoint endpoint, String message, Throwable cause) {
        super(message, cause);
        this.endpoint = endpoint;
    }

    /** The same error with the server's address; an answer of the server stays what it is. */
    static RuntimeException at(Endpoint endpoint, RuntimeException error) {
        return error instanceof JedisDataException || error instanceof NodeException
                ? error
                : new NodeException(endpoint, "%s: %s".formatted(endpoint, error.getMessage()), error);
    }

    Endpoint endpoint() {
        return endpoint;
    }
}
