package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has every shard note its state once a minute. A check does so for its own shard; the client that sees a minute's first reply asks
 * the others, after its callers were answered. Thread-safe.
 */
final class MinuteGauges {

    private static final long MINUTE_MS = 60_000;

    private final Keyspace keyspace;
    private final Policies policies;
    private final AtomicLong noted = new AtomicLong();

    MinuteGauges(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.policies = policies;
    }

    /** @param nowMs the server's time in the reply to a check */
    void seen(Link link, long nowMs) {
        long minute = nowMs / MINUTE_MS;
        long before = noted.get();
        if (minute == before || !noted.compareAndSet(before, minute)) {
            return;
        }
        Keys keys = keyspace.keys();
        List<ScriptCall> calls = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(ScriptCall.of(
                    Script.GAUGE,
                    List.of(
                            keys.shard(shard, "seen"),
                            keys.shard(shard, "scores"),
                            keys.shard(shard, "blocked"),
                            keys.shard(shard, "totals"),
                            keys.shard(shard, "minute:" + minute),
                            keys.shard(shard, "exempt")),
                    DecayText.text(policies.book().decay()),
                    keyspace.now()));
        }
        // A shard that could not note it leaves a gap in a chart, no more.
        link.runAll(calls);
    }
}
