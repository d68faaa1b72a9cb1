package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.Instances.Outage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/** Reads which bots share the keyspace. Three commands in somebody else's pipeline. */
final class InstanceReader {

    /** How many commands {@link #send} queues. */
    static final int COMMANDS = 3;

    private static final int MOST = 1_024;
    private static final int OUTAGES = 20;
    private static final long LIVE_MS = 60_000;

    private InstanceReader() {}

    /** The server's time is not known beforehand, so those that gave the latest signs of life are asked for, with their times. */
    static void send(Link link, Keys keys) {
        byte[] first = Keys.number(0);
        link.send(Command.ZREVRANGE, keys.global("instances"), first, Keys.number(MOST - 1), Keys.utf8("WITHSCORES"));
        link.send(Command.LRANGE, keys.global("outages"), first, Keys.number(OUTAGES - 1));
        link.send(Command.HMGET, keys.global("watch"), Keys.utf8("holder"), Keys.utf8("until"));
    }

    /** @param replies to the three commands; one that cannot be read counts as empty */
    static Instances read(List<Object> replies, long nowMs) {
        List<?> instances = list(replies.get(0));
        int live = 0;
        for (int i = 0; i < instances.size(); i++) {
            Object one = instances.get(i);
            // A pair of name and time each, or, with the older protocol, names and times in turn.
            Long at = one instanceof List<?> pair
                    ? Replies.millis(pair.getLast())
                    : i % 2 == 1 ? Replies.millis(one) : null;
            if (at != null && at > nowMs - LIVE_MS) {
                live++;
            }
        }
        List<Outage> outages = list(replies.get(1)).stream()
                .map(entry -> outage(Replies.text(entry)))
                .filter(Objects::nonNull)
                .toList();
        return new Instances(live, outages, watcher(list(replies.get(2)), nowMs));
    }

    private static @Nullable String watcher(List<?> watch, long nowMs) {
        if (watch.size() < 2 || watch.get(0) == null) {
            return null;
        }
        Long until = Replies.millis(watch.get(1));
        return until != null && until > nowMs ? Replies.text(watch.get(0)) : null;
    }

    private static List<?> list(@Nullable Object reply) {
        return reply instanceof List<?> list ? list : List.of();
    }

    /** {@code [instance, from, until, checks]}. */
    private static @Nullable Outage outage(String json) {
        return StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(json);
            return new Outage(
                    StoredJson.text(node.path(0)),
                    StoredJson.whole(node.path(1)),
                    StoredJson.whole(node.path(2)),
                    StoredJson.whole(node.path(3)));
        });
    }
}
