package dev.ratewarden.store.redis;

import org.jspecify.annotations.Nullable;

/**
 * How a client uses its Redis. Each {@code with…} method gives a changed copy.
 *
 * @param bot whether it numbers its checks, waits for milliseconds and sets up an empty keyspace
 * @param connections null where nobody said, so that the purpose decides
 * @param memory bytes that the users may take
 * @param replicas how many must have what was written
 */
record Habits(String prefix, boolean bot, @Nullable Integer connections, long memory, int replicas) {

    static final Habits OF_BOTS = new Habits("rw:", true, null, 1L << 30, 0);

    Habits withPrefix(String changed) {
        return new Habits(changed, bot, connections, memory, replicas);
    }

    Habits forPeople() {
        return new Habits(prefix, false, connections, memory, replicas);
    }

    Habits withConnections(@Nullable Integer changed) {
        return new Habits(prefix, bot, changed, memory, replicas);
    }

    Habits withMemory(long bytes) {
        return new Habits(prefix, bot, connections, bytes, replicas);
    }

    Habits withReplicas(int count) {
        return new Habits(prefix, bot, connections, memory, count);
    }
}
