package dev.ratewarden.store.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;

/**
 * Where one server listens.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

    /** @throws IllegalArgumentException if it is not {@code host}, {@code host:port} or {@code [ipv6]:port}; the message says why */
    static Endpoint parse(String text, int defaultPort) {
        if (text.isEmpty() || text.startsWith(":")) {
            throw new IllegalArgumentException("names no host");
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("has a host or port that cannot be");
        }
        String port = parts.group(3);
        int number = port == null ? defaultPort : Integer.parseInt(port);
        if (number < 1 || number > MAX_PORT) {
            throw new IllegalArgumentException("has a port that is not 1 to 65535");
        }
        String ipv6 = parts.group(1);
        return new Endpoint(ipv6 != null ? ipv6 : parts.group(2), number);
    }

    HostAndPort forClient() {
        return new HostAndPort(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
