package dev.ratewarden.store.redis;

import dev.ratewarden.inspection.NodeReport;
import dev.ratewarden.inspection.NodeReport.Spike;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Asks each server about itself. What the login may not ask stays null. */
final class NodeInspection {

    private static final List<String> SETTINGS =
            List.of("maxmemory", "maxmemory-policy", "appendonly", "appendfsync", "save");

    private NodeInspection() {}

    /**
     * @param link that has met every server
     * @param key a hash of the community
     */
    static List<NodeReport> read(Link link, byte[] key) {
        List<Object> infos = link.everywhere(Command.INFO, Keys.utf8("all"));
        List<List<Object>> settings = new ArrayList<>();
        for (String name : SETTINGS) {
            settings.add(link.everywhere(Command.CONFIG, Keys.utf8("GET"), Keys.utf8(name)));
        }
        List<Object> latencies = link.everywhere(Command.LATENCY, Keys.utf8("LATEST"));
        List<Object> replays = link.everywhere(
                Command.ACL, Keys.utf8("DRYRUN"), Keys.utf8("default"), Keys.utf8("HSET"), key, key, key);
        List<NodeReport> nodes = new ArrayList<>();
        for (int node = 0; node < infos.size(); node++) {
            int number = node;
            nodes.add(new NodeReport(
                    info(infos.get(node)),
                    config(settings.stream().map(replies -> replies.get(number)).toList()),
                    spikes(latencies.get(node)),
                    allowed(replays.get(node))));
        }
        return nodes;
    }

    static @Nullable Map<String, String> info(Object reply) {
        if (reply instanceof RuntimeException) {
            return null;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Replies.text(reply).lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    private static @Nullable Map<String, String> config(List<Object> replies) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Object reply : replies) {
            if (reply instanceof RuntimeException) {
                return null;
            }
            all.putAll(Replies.map(reply));
        }
        return all;
    }

    /** What DRYRUN found; null where the login may not ask it, or the server is older. */
    private static @Nullable Boolean allowed(Object reply) {
        return reply instanceof RuntimeException
                ? null
                : Boolean.valueOf(Replies.text(reply).equals("OK"));
    }

    private static @Nullable List<Spike> spikes(Object reply) {
        if (!(reply instanceof List<?> list)) {
            return null;
        }
        return list.stream()
                .map(each -> (List<?>) each)
                .map(each -> new Spike(
                        Replies.text(each.get(0)),
                        Replies.number(each.get(1)) * 1_000,
                        Replies.number(each.get(2)),
                        Replies.number(each.get(3))))
                .toList();
    }
}
