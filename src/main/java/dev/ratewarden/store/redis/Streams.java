package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.SecurityEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** The newest entries of the streams that every shard has. An entry that cannot be read is left out. */
final class Streams {

    private Streams() {}

    private record Found<T>(T item, String streamId) {}

    /**
     * What one shard answered.
     *
     * @param oldest id of the last entry that was read; null if the whole stream was
     */
    private record Part<T>(List<Found<T>> found, @Nullable String oldest) {}

    static List<AuditEntry> audit(Link link, Keys keys, int limit) {
        Map<Integer, Part<AuditEntry>> parts =
                read(link, keys, "audit", all(keys), limit, entry -> AuditChain.entry(auditJson(entry)));
        return newest(parts, limit, AuditEntry::atMs);
    }

    /** Asks each shard for its share and some more at first, and again those that may have more of the newest than that. */
    static List<SecurityEvent> events(Link link, Keys keys, int limit) {
        int share = Math.min(limit, 2 * limit / keys.shards() + 8);
        Map<Integer, Part<SecurityEvent>> parts = read(link, keys, "events", all(keys), share, Streams::event);
        if (share < limit) {
            List<SecurityEvent> first = newest(parts, limit, SecurityEvent::atMs);
            long last = first.size() < limit ? Long.MIN_VALUE : first.getLast().atMs();
            List<Integer> again = all(keys).stream()
                    .filter(shard -> mayHaveMoreSince(parts, shard, last))
                    .toList();
            parts.putAll(read(link, keys, "events", again, limit, Streams::event));
        }
        return newest(parts, limit, SecurityEvent::atMs);
    }

    /** An event is written when it happens or, after an outage, later; so its id is never older than itself. */
    private static boolean mayHaveMoreSince(Map<Integer, Part<SecurityEvent>> parts, int shard, long ms) {
        Part<SecurityEvent> part = parts.get(shard);
        String oldest = part == null ? null : part.oldest();
        return oldest != null && Long.parseLong(oldest.substring(0, oldest.indexOf('-'))) >= ms;
    }

    private static List<Integer> all(Keys keys) {
        return IntStream.range(0, keys.shards()).boxed().toList();
    }

    /** The newest entries of these shards, in one pipeline. */
    private static <T> Map<Integer, Part<T>> read(
            Link link,
            Keys keys,
            String stream,
            List<Integer> shards,
            int limit,
            Function<Object, @Nullable T> reader) {
        for (int shard : shards) {
            link.send(
                    Command.XREVRANGE,
                    keys.shard(shard, stream),
                    Keys.utf8("+"),
                    Keys.utf8("-"),
                    Keys.utf8("COUNT"),
                    Keys.number(limit));
        }
        List<Object> replies = link.replies(shards.size());
        Map<Integer, Part<T>> parts = new HashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            parts.put(shards.get(i), part(Replies.list(replies.get(i)), limit, reader));
        }
        return parts;
    }

    private static <T> Part<T> part(List<?> entries, int limit, Function<Object, @Nullable T> reader) {
        List<Found<T>> found = new ArrayList<>();
        String id = null;
        for (Object entry : entries) {
            id = Replies.text(Replies.list(entry).get(0));
            T item = reader.apply(entry);
            if (item != null) {
                found.add(new Found<>(item, id));
            }
        }
        return new Part<>(found, entries.size() < limit ? null : id);
    }

    /** By their time, those of one ms and shard as they were written. */
    private static <T> List<T> newest(Map<Integer, Part<T>> parts, int limit, Function<T, Long> time) {
        // The sort is stable and each shard's entries came newest first.
        return parts.values().stream()
                .flatMap(part -> part.found().stream())
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
