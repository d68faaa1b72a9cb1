package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a community's Redis is, and how long to wait for it. The password never shows in {@link #toString}.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param tls whether to speak TLS; the server's certificate must then be trusted and name the host
 * @param user ACL login; null for the default user
 * @param password null if none is needed
 * @param database number of the database, 0 to 15 on a server with usual settings
 * @param prefix first part of every key; one prefix is one community
 * @param connectTimeoutMs how long opening a connection may take
 * @param readTimeoutMs how long one reply may take
 * @param poolWaitMs how long a call may wait for a free connection, beyond the calls that are under way
 * @param connections how many connections decide checks at the same time
 * @param lanes whether checks are numbered, so that it can be told which of them ran when Redis went away; for bots
 */
public record RedisSettings(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database,
        String prefix,
        int connectTimeoutMs,
        int readTimeoutMs,
        int poolWaitMs,
        int connections,
        boolean lanes) {

    private static final int DEFAULT_PORT = 6379;
    private static final int MAX_DATABASE = 1_000_000;
    private static final String HOW = "write redis://[user:password@]host[:port][/database], or rediss:// for TLS";
    private static final Pattern PASSWORD = Pattern.compile("^([A-Za-z]*://)?.*@");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** @throws InvalidRequestException if the prefix is not acceptable */
    public RedisSettings {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new InvalidRequestException("prefix \"%s\": must be 1 to 64 of A-Z a-z 0-9 _ . : -, such as rw:"
                    .formatted(Text.visible(prefix)));
        }
    }

    /**
     * For a bot: a check answers within 50 ms whatever Redis does (20 ms to connect, 20 ms to read, 5 ms for a connection).
     *
     * @param uri {@code redis://[user:password@]host[:port][/database]} or {@code rediss://…}
     * @throws InvalidRequestException naming the URI without its password, and the remedy
     */
    public static RedisSettings forBots(String uri, String prefix) {
        return parse(uri, prefix, 20, 20, 5, 2, true);
    }

    /** For the command line and the dashboard: waits for seconds, and numbers no checks. See {@link #forBots}. */
    public static RedisSettings forPeople(String uri, String prefix) {
        return parse(uri, prefix, 2_000, 3_000, 1_000, 1, false);
    }

    /** The same with other timeouts, in milliseconds. */
    public RedisSettings withTimeouts(int connectMs, int readMs, int poolMs) {
        return new RedisSettings(
                host, port, tls, user, password, database, prefix, connectMs, readMs, poolMs, connections, lanes);
    }

    /** The same with another number of connections for checks, at least 1. */
    public RedisSettings withConnections(int count) {
        return new RedisSettings(
                host,
                port,
                tls,
                user,
                password,
                database,
                prefix,
                connectTimeoutMs,
                readTimeoutMs,
                poolWaitMs,
                Math.max(1, count),
                lanes);
    }

    /** {@code host:port}, for messages. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return "%s://%s%s/%d prefix %s".formatted(tls ? "rediss" : "redis", credentials(), address(), database, prefix);
    }

    private String credentials() {
        return user == null && password == null ? "" : (user == null ? "" : user) + (password == null ? "@" : ":***@");
    }

    private static RedisSettings parse(
            String text, String prefix, int connectMs, int readMs, int poolMs, int connections, boolean lanes) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw wrong(text, "is no URI");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("redis") && !scheme.equals("rediss")) {
            throw wrong(text, "must start with redis:// or rediss://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw wrong(text, "names no host");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(text, "must end after the database");
        }
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw wrong(text, "has a port that is not 1 to 65535");
        }
        String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = login.indexOf(':');
        return new RedisSettings(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                port,
                scheme.equals("rediss"),
                decoded(colon < 0 ? login : login.substring(0, colon)),
                decoded(colon < 0 ? "" : login.substring(colon + 1)),
                database(text, uri.getPath()),
                prefix,
                connectMs,
                readMs,
                poolMs,
                connections,
                lanes);
    }

    private static int database(String text, @Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        try {
            int number = Integer.parseInt(path.substring(1));
            if (number >= 0 && number <= MAX_DATABASE) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(text, "has a database that is no number");
        }
        throw wrong(text, "has a database that is out of range");
    }

    private static @Nullable String decoded(String part) {
        // A plus sign stands for itself here, unlike in a form.
        return part.isEmpty() ? null : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static InvalidRequestException wrong(String text, String what) {
        return new InvalidRequestException("Redis URI \"%s\" %s; %s".formatted(masked(text), what, HOW));
    }

    /** Everything up to the last {@code @} may hold a password. */
    private static String masked(String text) {
        return Text.visible(PASSWORD.matcher(text).replaceFirst("$1***@"));
    }
}
