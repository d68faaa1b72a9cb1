package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import redis.clients.jedis.Protocol.Command;

/** Writes display names, one script call a shard, and reads them, all in one pipeline. */
final class Names {

    private Names() {}

    /** The ids of users who are tracked, and whose names are kept now. */
    static Set<String> write(Link link, Keys keys, Map<String, String> namesById) {
        Map<Integer, List<String>> byShard = new TreeMap<>();
        namesById
                .keySet()
                .forEach(id -> byShard.computeIfAbsent(keys.shardOf(Inputs.userId(id)), shard -> new ArrayList<>())
                        .add(id));
        List<ScriptCall> calls = new ArrayList<>();
        byShard.forEach((shard, ids) -> calls.add(call(keys, shard, ids, namesById)));
        List<Object> replies = link.runAll(calls);
        Set<String> kept = new HashSet<>();
        int i = 0;
        for (List<String> ids : byShard.values()) {
            List<?> flags = Replies.list(replies.get(i++));
            for (int j = 0; j < ids.size(); j++) {
                if (Replies.number(flags.get(j)) == 1) {
                    kept.add(ids.get(j));
                }
            }
        }
        return kept;
    }

    /** By id; those without a name are missing. */
    static Map<String, String> read(Link link, Keys keys, Collection<String> userIds) {
        List<String> ids = userIds.stream().distinct().toList();
        for (String id : ids) {
            link.send(Command.HGET, keys.shard(keys.shardOf(id), "user:" + id), Keys.utf8("name"));
        }
        List<Object> replies = ids.isEmpty() ? List.of() : link.replies(ids.size());
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (replies.get(i) instanceof byte[] name && name.length > 0) {
                names.put(ids.get(i), Replies.text(name));
            }
        }
        return names;
    }

    private static ScriptCall call(Keys keys, int shard, List<String> ids, Map<String, String> namesById) {
        List<byte[]> names = new ArrayList<>();
        names.add(keys.shard(shard, "seen"));
        names.add(keys.shard(shard, "names"));
        List<Object> args = new ArrayList<>();
        for (String id : ids) {
            String name = Text.displayName(namesById.getOrDefault(id, ""));
            names.add(keys.shard(shard, "user:" + id));
            args.add(id);
            args.add(name);
            args.add(name.toLowerCase(Locale.ROOT));
        }
        return ScriptCall.of(Script.DESCRIBE, names, args.toArray());
    }
}
