package dev.ratewarden.store.redis;

/** Where the servers of a keyspace are just now. Thread-safe. */
interface Servers {

    /** Opens connections to all that are needed. Throws what the Redis client throws, or one of our exceptions. */
    Wire connect();

    /** Something went wrong that may mean that they are elsewhere by now: the next connection asks anew. */
    void suspect();

    static Servers of(RedisSettings settings) {
        Dialer dialer = new Dialer(settings);
        Topology topology = settings.topology();
        return switch (topology.shape()) {
            case STANDALONE -> new OneServer(dialer, topology.nodes().get(0));
            case SENTINEL -> new Sentinels(dialer, topology);
            case CLUSTER -> new Cluster(dialer, topology.nodes());
        };
    }

    /** A server that stays where it is. */
    record OneServer(Dialer dialer, Endpoint endpoint) implements Servers {

        @Override
        public Wire connect() {
            return new SingleWire(new Node(dialer, endpoint));
        }

        @Override
        public void suspect() {
            // There is no other.
        }
    }
}
