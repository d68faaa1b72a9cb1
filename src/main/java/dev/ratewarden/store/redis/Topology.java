package dev.ratewarden.store.redis;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How the servers hang together.
 *
 * @param nodes the server; the sentinels; or some nodes of the cluster. At least one
 * @param master what the sentinels call the master; empty without sentinels
 */
record Topology(Shape shape, List<Endpoint> nodes, String master) {

    enum Shape {
        STANDALONE("redis", 6379),
        SENTINEL("redis-sentinel", 26379),
        CLUSTER("redis-cluster", 6379);

        private final String scheme;
        private final int defaultPort;

        Shape(String scheme, int defaultPort) {
            this.scheme = scheme;
            this.defaultPort = defaultPort;
        }

        String scheme(boolean tls) {
            return tls ? scheme.replaceFirst("redis", "rediss") : scheme;
        }

        int defaultPort() {
            return defaultPort;
        }
    }

    Topology {
        nodes = List.copyOf(nodes);
    }

    /** {@code host:port}, for messages. */
    String address() {
        String all = nodes.stream().map(Endpoint::toString).collect(Collectors.joining(","));
        return switch (shape) {
            case STANDALONE -> all;
            case SENTINEL -> "%s (master %s)".formatted(all, master);
            case CLUSTER -> all + " (cluster)";
        };
    }
}
