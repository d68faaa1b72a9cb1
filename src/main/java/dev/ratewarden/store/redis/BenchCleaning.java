package dev.ratewarden.store.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Removes what a bench wrote, by name: no key is searched for. */
final class BenchCleaning {

    private static final int BATCH = 500;
    private static final List<String> GLOBAL = List.of(
            "meta",
            "policies",
            "policy-history",
            "code-policies",
            "handover",
            "visits",
            "instances",
            "instance-figures",
            "outages",
            "events",
            "once",
            "watch",
            "alerts",
            "audit",
            "audit-head");
    private static final List<String> OF_A_SHARD = List.of(
            "scores",
            "seen",
            "blocked",
            "bans",
            "exempt",
            "marked",
            "names",
            "totals",
            "events",
            "lanes",
            "merged",
            "checks",
            "checks-size",
            "audit",
            "audit-head");

    private final Link link;
    private final Keys keys;
    private final List<byte[]> batch = new ArrayList<>(BATCH);

    private BenchCleaning(Link link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    static void run(Link link, Keys keys, BenchUsers users) {
        BenchCleaning cleaning = new BenchCleaning(link, keys);
        for (int i = 0; i < BenchUsers.ALLOWED; i++) {
            cleaning.user(BenchUsers.allowedId(i));
        }
        for (int i = 0; i < users.made(); i++) {
            cleaning.user(BenchUsers.deniedId(i));
        }
        for (int shard = 0; shard < keys.shards(); shard++) {
            for (String name : OF_A_SHARD) {
                cleaning.remove(keys.shard(shard, name));
            }
            for (long minute = users.firstMinute(); minute <= users.lastMinute(); minute++) {
                cleaning.remove(keys.shard(shard, "minute:" + minute));
            }
        }
        // The meta comes last: as long as it is there, a repeat finds the rest.
        GLOBAL.reversed().forEach(name -> cleaning.remove(keys.global(name)));
        cleaning.flush();
    }

    private void user(String id) {
        int shard = keys.shardOf(id);
        remove(keys.shard(shard, "user:" + id));
        remove(keys.shard(shard, "history:" + id));
    }

    private void remove(byte[] key) {
        batch.add(key);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        batch.forEach(key -> link.send(Command.DEL, key));
        link.replies(batch.size()).forEach(Replies::orThrow);
        batch.clear();
    }
}
