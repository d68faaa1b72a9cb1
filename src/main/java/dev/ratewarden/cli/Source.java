package dev.ratewarden.cli;

import java.net.URI;

/** Which community a command works on. */
public sealed interface Source {

    /** A simulated community in memory; gone when the command ends. */
    record Demo() implements Source {}

    /**
     * The community under one prefix of one Redis.
     *
     * @param uri {@code redis://} or {@code rediss://}, with a host; may hold a password
     * @param prefix what every key starts with, such as {@code rw:}
     */
    record Redis(URI uri, String prefix) implements Source {

        /** Without the password, so that it may be logged. */
        @Override
        public String toString() {
            return RedisUri.withoutPassword(uri.toString()) + " " + prefix;
        }
    }
}
