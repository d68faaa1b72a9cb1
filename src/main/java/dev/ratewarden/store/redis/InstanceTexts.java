package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.InstanceFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/** Writes what an instance says of itself, and reads what all of them said. */
final class InstanceTexts {

    private static final int MOST = 1_024;

    private InstanceTexts() {}

    static void tell(Link link, Keys keys, InstanceFigures figures) {
        String json = StoredJson.JSON.writeValueAsString(StoredJson.JSON
                .createObjectNode()
                .put("version", figures.version())
                .put("started", figures.startedMs())
                .put("degradedSince", figures.degradedSinceMs())
                .put("journalEntries", figures.journalEntries())
                .put("journalBytes", figures.journalBytes())
                .put("droppedChecks", figures.droppedChecks()));
        ScriptCall call = ScriptCall.of(
                Script.FIGURES,
                List.of(keys.global("instances"), keys.global("instance-figures")),
                figures.instance(),
                json);
        Replies.orThrow(link.runAll(List.of(call)).getFirst());
    }

    /** In the order of their names. */
    static List<InstanceFigures> read(Link link, Keys keys) {
        link.send(
                Command.ZREVRANGE,
                keys.global("instances"),
                Keys.number(0),
                Keys.number(MOST - 1),
                Keys.utf8("WITHSCORES"));
        link.send(Command.HGETALL, keys.global("instance-figures"));
        List<Object> replies = link.replies(2);
        List<?> beats = Replies.list(replies.get(0));
        Map<String, String> said = Replies.map(replies.get(1));
        List<InstanceFigures> all = new ArrayList<>();
        for (int i = 0; i < beats.size(); i++) {
            // A pair of name and time each, or, with the older protocol, names and times in turn.
            if (beats.get(i) instanceof List<?> pair) {
                add(all, Replies.text(pair.getFirst()), Replies.millis(pair.getLast()), said);
            } else if (i % 2 == 1) {
                add(all, Replies.text(beats.get(i - 1)), Replies.millis(beats.get(i)), said);
            }
        }
        all.sort(Comparator.comparing(InstanceFigures::instance));
        return all;
    }

    private static void add(
            List<InstanceFigures> all, String instance, @Nullable Long beatMs, Map<String, String> said) {
        if (beatMs == null) {
            return;
        }
        InstanceFigures figures = StoredJson.orNull(() -> read(instance, beatMs, said.getOrDefault(instance, "")));
        all.add(figures == null ? new InstanceFigures(instance, beatMs, "", 0, null, 0, 0, 0) : figures);
    }

    private static InstanceFigures read(String instance, long beatMs, String json) {
        JsonNode node = StoredJson.read(json);
        return new InstanceFigures(
                instance,
                beatMs,
                StoredJson.text(node.path("version")),
                StoredJson.whole(node.path("started")),
                StoredJson.wholeOrNull(node.path("degradedSince")),
                StoredJson.whole(node.path("journalEntries")),
                StoredJson.whole(node.path("journalBytes")),
                StoredJson.whole(node.path("droppedChecks")));
    }
}
