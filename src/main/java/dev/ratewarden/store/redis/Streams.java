package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.SecurityEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** The newest entries of the streams that every shard has. An entry that cannot be read is left out. */
final class Streams {

    private Streams() {}

    private record Found<T>(T item, String streamId) {}

    static List<AuditEntry> audit(Link link, Keys keys, int limit) {
        return newest(link, keys, "audit", limit, entry -> AuditChain.entry(auditJson(entry)), AuditEntry::atMs);
    }

    static List<SecurityEvent> events(Link link, Keys keys, int limit) {
        return newest(link, keys, "events", limit, Streams::event, SecurityEvent::atMs);
    }

    /** By their time, those of one ms and shard as they were written. */
    private static <T> List<T> newest(
            Link link,
            Keys keys,
            String stream,
            int limit,
            Function<Object, @Nullable T> reader,
            Function<T, Long> time) {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(
                    Command.XREVRANGE,
                    keys.shard(shard, stream),
                    Keys.utf8("+"),
                    Keys.utf8("-"),
                    Keys.utf8("COUNT"),
                    Keys.number(limit));
        }
        List<Found<T>> found = new ArrayList<>();
        for (Object reply : link.replies(keys.shards())) {
            for (Object entry : Replies.list(reply)) {
                T item = reader.apply(entry);
                if (item != null) {
                    found.add(new Found<>(item, Replies.text(Replies.list(entry).get(0))));
                }
            }
        }
        // The sort is stable and each shard's entries came newest first.
        return found.stream()
                .sorted(Comparator.comparing((Found<T> one) -> time.apply(one.item()))
                        .thenComparing(Found::streamId)
                        .reversed())
                .limit(limit)
                .map(Found::item)
                .toList();
    }

    /** The JSON of a stream entry of the audit trail. */
    static String auditJson(Object entry) {
        return Replies.map(Replies.list(entry).get(1)).getOrDefault("entry", "{}");
    }

    private static @Nullable SecurityEvent event(Object entry) {
        Map<String, String> fields = Replies.map(Replies.list(entry).get(1));
        SecurityEvent.Severity severity = severity(fields.getOrDefault("severity", ""));
        String type = fields.getOrDefault("type", "");
        if (severity == null || type.isEmpty()) {
            return null;
        }
        return StoredJson.orNull(() -> new SecurityEvent(
                Long.parseLong(fields.getOrDefault("at", "")),
                type,
                severity,
                someText(fields, "user"),
                someText(fields, "action"),
                someText(fields, "where"),
                AbuseScore.rounded(Double.parseDouble(fields.getOrDefault("score", "0"))),
                Long.parseLong(fields.getOrDefault("folded", "0"))));
    }

    private static SecurityEvent.@Nullable Severity severity(String name) {
        for (SecurityEvent.Severity severity : SecurityEvent.Severity.values()) {
            if (severity.name().equals(name)) {
                return severity;
            }
        }
        return null;
    }

    private static @Nullable String someText(Map<String, String> fields, String field) {
        String value = fields.getOrDefault(field, "");
        return value.isEmpty() ? null : value;
    }
}
