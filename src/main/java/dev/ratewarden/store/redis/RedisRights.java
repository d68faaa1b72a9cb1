package dev.ratewarden.store.redis;

import dev.ratewarden.inspection.Rights;

/** Asks what a login may do, and nothing else: one connection, two round trips, nothing written. Thread-safe. */
public final class RedisRights {

    private RedisRights() {}

    /**
     * @throws dev.ratewarden.limiter.StoreUnavailableException if Redis does not answer
     * @throws dev.ratewarden.limiter.StoreException if it refuses the login
     */
    public static Rights of(RedisSettings settings) {
        try (Link link = Link.open(settings)) {
            return RightsProbe.of(link, new Keys(settings.prefix(), shards(link, settings)));
        } catch (RuntimeException e) {
            throw RedisErrors.translated(e, settings);
        }
    }

    /** A login that may not even read has the same rights for any number of shards. */
    private static int shards(Link link, RedisSettings settings) {
        try {
            KeyspaceMeta meta = KeyspaceMeta.read(link, settings);
            return meta == null ? KeyspaceMeta.DEFAULT_SHARDS : meta.shards();
        } catch (RuntimeException e) {
            if (RedisErrors.breaksConnection(e)) {
                throw e;
            }
            return KeyspaceMeta.DEFAULT_SHARDS;
        }
    }
}
