package dev.ratewarden.build.vectors;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The names of keys as the page for clients describes them: written a second time on purpose, so that page and product are compared.
 *
 * @param prefix of the community
 * @param shards among how many its users are divided
 */
record VectorKeys(String prefix, int shards) {

    /** Few, so that the commands that set a case up stay short. */
    static final VectorKeys USUAL = new VectorKeys("rw:", 4);

    int shardOf(String user) {
        CRC32 crc = new CRC32();
        crc.update(user.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % shards);
    }

    String global(String name) {
        return prefix + "{g}:" + name;
    }

    String shard(int shard, String name) {
        return prefix + "{s" + shard + "}:" + name;
    }

    String of(String user, String name) {
        return shard(shardOf(user), name);
    }
}
