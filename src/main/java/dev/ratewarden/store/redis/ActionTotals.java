package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.ActionCount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Protocol.Command;

/** Adds up what the shards counted for each action, ever. */
final class ActionTotals {

    private long allowed;
    private long denied;
    private long violations;
    private long wouldDeny;

    private ActionTotals() {}

    /** In the order of the actions' names. */
    static List<ActionCount> read(Link link, Keys keys) {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(Command.HGETALL, keys.shard(shard, "totals"));
        }
        List<Object> replies = link.replies(keys.shards());
        replies.forEach(Replies::orThrow);
        return of(replies);
    }

    /** What hashes of counts add up to, in the order of the actions' names. What is no such hash counts as nothing. */
    static List<ActionCount> of(List<Object> hashes) {
        Map<String, ActionTotals> byAction = new TreeMap<>();
        for (Object hash : hashes) {
            if (Reader.holdsNothing(hash)) {
                continue;
            }
            Replies.map(hash).forEach((field, value) -> {
                int colon = field.indexOf(':');
                if (colon > 0 && value.matches("[0-9]{1,18}")) {
                    byAction.computeIfAbsent(field.substring(colon + 1), action -> new ActionTotals())
                            .add(field.substring(0, colon), Long.parseLong(value));
                }
            });
        }
        return byAction.entrySet().stream()
                .map(one -> one.getValue().count(one.getKey()))
                .toList();
    }

    private void add(String kind, long count) {
        switch (kind) {
            case "allowed" -> allowed += count;
            case "denied" -> denied += count;
            case "violations" -> violations += count;
            case "shadowed" -> wouldDeny += count;
            default -> {
                // Counted by a later version.
            }
        }
    }

    /** A denial is counted once, as a violation or as another. */
    private ActionCount count(String action) {
        return new ActionCount(action, allowed, denied + violations, violations, wouldDeny);
    }
}
