package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** What was checked in some minutes, by action: the minutes' hashes of all shards, in one pipeline. */
final class MinuteTraffic {

    private static final long MINUTE_MS = 60_000;

    private MinuteTraffic() {}

    static List<ActionMinute> read(Link link, Keys keys, long firstMinute, int minutes) {
        for (long minute = firstMinute; minute < firstMinute + minutes; minute++) {
            for (int shard = 0; shard < keys.shards(); shard++) {
                link.send(Command.HGETALL, keys.shard(shard, "minute:" + minute));
            }
        }
        List<Object> replies = link.replies(minutes * keys.shards());
        List<ActionMinute> traffic = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            long startMs = (firstMinute + i) * MINUTE_MS;
            for (ActionCount count : ActionTotals.of(replies.subList(i * keys.shards(), (i + 1) * keys.shards()))) {
                if (count.allowed() + count.denied() > 0) {
                    traffic.add(new ActionMinute(
                            startMs, count.action(), count.allowed(), count.denied(), count.violations()));
                }
            }
        }
        return traffic;
    }
}
