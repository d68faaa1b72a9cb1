package dev.ratewarden.dashboard.connections;

import dev.ratewarden.dashboard.Environment;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection as somebody keeps it, as it was typed; nothing is checked here. Never holds a password.
 *
 * @param name by which it is kept; no other has it
 * @param hosts {@code host:port}, several separated by commas
 * @param master what the sentinels call the master; empty without sentinels
 * @param database its number; empty for 0
 * @param ca file of those who may sign the server's certificate; empty for those whom Java trusts
 * @param certificate the client's own; empty for none
 * @param key of that certificate; empty for none
 * @param user login; empty for the default user
 * @param prefix first part of every key
 * @param readOnly whether it is meant for looking alone
 * @param expected what its community ought to be for; {@link Environment#UNSTATED} for anything
 * @param more other settings of the connection, by their names in a settings file; kept as they are
 */
public record ConnectionProfile(
        String name,
        Shape shape,
        String hosts,
        String master,
        String database,
        boolean tls,
        String ca,
        String certificate,
        String key,
        String user,
        String prefix,
        boolean readOnly,
        Environment expected,
        Map<String, String> more) {

    /** How the servers hang together. */
    public enum Shape {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    public static final String USUAL_PREFIX = "rw:";

    /** What a new one starts with. */
    public static final ConnectionProfile BLANK = new ConnectionProfile(
            "",
            Shape.STANDALONE,
            "localhost:6379",
            "",
            "",
            false,
            "",
            "",
            "",
            "",
            USUAL_PREFIX,
            false,
            Environment.UNSTATED,
            Map.of());

    public ConnectionProfile {
        more = Map.copyOf(more);
    }

    public ConnectionProfile named(String other) {
        return new ConnectionProfile(
                other,
                shape,
                hosts,
                master,
                database,
                tls,
                ca,
                certificate,
                key,
                user,
                prefix,
                readOnly,
                expected,
                new TreeMap<>(more));
    }

    /** Who logs in where, for people. */
    public String address() {
        return user.isEmpty() ? hosts : user + "@" + hosts;
    }
}
