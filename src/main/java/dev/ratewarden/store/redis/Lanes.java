package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The numbered lanes of one connection, one a shard. Redis runs a numbered call only if its number is the next of its lane, so that
 * after a lost connection it can be told which calls ran. A lane is never used again after its connection failed.
 * Used by one thread at a time.
 */
final class Lanes {

    /** Random per process; with a running number it names a lane that nobody else has. */
    private static final String INSTANCE =
            "%016x".formatted(ThreadLocalRandom.current().nextLong());

    private static final AtomicLong OPENED = new AtomicLong();

    private final Keys keys;
    private final byte[][] names;
    private final long[] last;

    private Lanes(Keys keys) {
        this.keys = keys;
        this.names = new byte[keys.shards()][];
        this.last = new long[keys.shards()];
    }

    /** Opens a lane on every shard, in one pipeline. */
    static Lanes open(Link link, Keys keys) {
        Lanes lanes = new Lanes(keys);
        lanes.reopen(link, IntStream.range(0, keys.shards()).boxed().toList());
        return lanes;
    }

    /** Gives up the lanes of these shards and opens new ones. */
    void reopen(Link link, Collection<Integer> shards) {
        List<ScriptCall> calls = new ArrayList<>(shards.size());
        for (int shard : shards) {
            names[shard] = Keys.utf8(INSTANCE + "-" + Long.toHexString(OPENED.incrementAndGet()));
            last[shard] = 0;
            calls.add(new ScriptCall(Script.LANE, List.of(keys.shard(shard, "lanes")), new byte[][] {names[shard]}));
        }
        link.runAll(calls).forEach(Replies::orThrow);
    }

    byte[] name(int shard) {
        return names[shard];
    }

    /** Takes the next number of a shard's lane. */
    long next(int shard) {
        return ++last[shard];
    }
}
