package dev.ratewarden.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The names of all keys of a community. Immutable.
 *
 * @param usersPerShard how many users a shard may hold before those that matter least are forgotten
 */
record Keys(String prefix, int shards, long usersPerShard) {

    private static final long MANY = 1_000_000_000;

    /** For names alone, or where memory is no matter. */
    Keys(String prefix, int shards) {
        this(prefix, shards, MANY);
    }

    int shardOf(String userId) {
        CRC32 crc = new CRC32();
        crc.update(utf8(userId));
        return (int) (crc.getValue() % shards);
    }

    byte[] global(String name) {
        return utf8(prefix + "{g}:" + name);
    }

    byte[] shard(int shard, String name) {
        return utf8(prefix + "{s" + shard + "}:" + name);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] number(long number) {
        return utf8(Long.toString(number));
    }

    /** As Lua's tonumber reads it back to the same double. */
    static byte[] number(double number) {
        return utf8(text(number));
    }

    static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
