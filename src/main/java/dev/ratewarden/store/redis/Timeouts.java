package dev.ratewarden.store.redis;

import org.jspecify.annotations.Nullable;

/**
 * How long to wait, in ms; null where nobody said, so that the purpose decides.
 *
 * @param connect for opening a connection
 * @param read for one reply
 * @param pool for a free connection, beyond the calls that are under way
 */
record Timeouts(
        @Nullable Integer connect,
        @Nullable Integer read,
        @Nullable Integer pool) {

    static final Timeouts UNSAID = new Timeouts(null, null, null);

    /** A check answers within 50 ms whatever Redis does. */
    static final Timeouts OF_BOTS = new Timeouts(20, 20, 5);

    static final Timeouts OF_PEOPLE = new Timeouts(2_000, 3_000, 1_000);

    static int first(@Nullable Integer said, @Nullable Integer otherwise) {
        if (said != null) {
            return said;
        }
        return otherwise == null ? 0 : otherwise;
    }
}
