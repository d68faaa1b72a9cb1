package dev.ratewarden.store.redis;

import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.AbuseScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A security event as the fields of a stream's entry: those that every one has, and its figures under their own names. */
final class EventFields {

    private static final Set<String> FIXED =
            Set.of("at", "type", "severity", "user", "action", "score", "where", "folded");

    private EventFields() {}

    /** Null if it cannot be read. */
    static @Nullable SecurityEvent read(Map<String, String> fields) {
        SecurityEvent.Severity severity = severity(fields.getOrDefault("severity", ""));
        String type = fields.getOrDefault("type", "");
        if (severity == null || type.isEmpty()) {
            return null;
        }
        Map<String, String> figures = new TreeMap<>(fields);
        figures.keySet().removeAll(FIXED);
        return StoredJson.orNull(() -> new SecurityEvent(
                StoredJson.time(fields.getOrDefault("at", "")),
                type,
                severity,
                someText(fields, "user"),
                someText(fields, "action"),
                someText(fields, "where"),
                AbuseScore.rounded(StoredJson.decimal(fields.getOrDefault("score", "0"))),
                StoredJson.time(fields.getOrDefault("folded", "0")),
                figures));
    }

    /** Field, value, field, value. */
    static List<String> write(SecurityEvent event) {
        List<String> fields = new ArrayList<>(List.of("at", Long.toString(event.atMs()), "type", event.type()));
        add(fields, "severity", event.severity().name());
        add(fields, "user", event.userId());
        add(fields, "action", event.action());
        add(fields, "score", Keys.text(event.score()));
        add(fields, "where", event.where());
        add(fields, "folded", Long.toString(event.folded()));
        event.figures().forEach((name, value) -> {
            if (!FIXED.contains(name)) {
                add(fields, name, value);
            }
        });
        return fields;
    }

    private static void add(List<String> fields, String name, @Nullable String value) {
        fields.add(name);
        fields.add(value == null ? "" : value);
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
