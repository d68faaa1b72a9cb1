package dev.ratewarden.store.redis;

import dev.ratewarden.moderation.PolicyRevision;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import tools.jackson.databind.JsonNode;

/** The latest 100 changes of the policies. */
final class PolicyHistory {

    private PolicyHistory() {}

    /** Newest first. An entry that cannot be read is left out. */
    static List<PolicyRevision> read(Link link, Keys keys) {
        link.send(Command.LRANGE, keys.global("policy-history"), Keys.number(0), Keys.number(99));
        return Replies.list(link.replies(1).get(0)).stream()
                .map(entry -> revision(Replies.text(entry)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable PolicyRevision revision(String json) {
        return StoredJson.orNull(() -> {
            JsonNode node = StoredJson.read(json);
            return new PolicyRevision(
                    node.path(0).asLong(),
                    node.path(1).asLong(),
                    node.path(2).asString(""),
                    node.path(3).asString(""),
                    node.path(4).asString(""),
                    text(node.path(5)),
                    text(node.path(6)));
        });
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
