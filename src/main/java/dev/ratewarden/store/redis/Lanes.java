package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbered lanes of one connection, one a shard. Redis runs a numbered call only if its number is the next of its lane, so that
 * after a lost connection it can be told which calls ran. A lane is never used again after its connection failed.
 * Used by one thread at a time.
 */
final class Lanes {

    /** Random per process; with a running number it names a lane that nobody else has. */
    private static final String INSTANCE = "%016x".formatted(UUID.randomUUID().getLeastSignificantBits());

    private static final long RENEWED_AFTER_NANOS = TimeUnit.DAYS.toNanos(15);
    private static final AtomicLong OPENED = new AtomicLong();

    private final String text = INSTANCE + "-" + Long.toHexString(OPENED.incrementAndGet());
    private final byte[] name = Keys.utf8(text);
    private final long openedNanos = System.nanoTime();
    private final long[] last;

    private Lanes(Keys keys) {
        this.last = new long[keys.shards()];
    }

    /** Opens a lane on every shard, in one pipeline. */
    static Lanes open(Link link, Keys keys) {
        Lanes lanes = new Lanes(keys);
        List<ScriptCall> calls = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(new ScriptCall(Script.LANE, List.of(keys.shard(shard, "lanes")), new byte[][] {lanes.name}));
        }
        List<Object> replies = link.runAll(calls);
        for (int shard = 0; shard < keys.shards(); shard++) {
            lanes.last[shard] = Replies.number(Replies.orThrow(replies.get(shard)));
        }
        return lanes;
    }

    /** The same on every shard. */
    byte[] name() {
        return name;
    }

    /** The same as text. */
    String text() {
        return text;
    }

    /** Whether to open others: Redis forgets lanes 30 days after they were opened. */
    boolean tooOld() {
        return System.nanoTime() - openedNanos > RENEWED_AFTER_NANOS;
    }

    /** Takes the next number of a shard's lane. */
    long next(int shard) {
        return ++last[shard];
    }

    /** One of the numbers taken was not used, because its call did not run. */
    void giveBack(int shard) {
        last[shard]--;
    }

    /** The number of the latest call that ran, once every reply was looked at. */
    long last(int shard) {
        return last[shard];
    }
}
