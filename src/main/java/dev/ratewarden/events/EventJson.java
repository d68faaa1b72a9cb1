package dev.ratewarden.events;

import dev.ratewarden.events.SecurityEvent.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event as one line of JSON. Characters that show nothing are escaped, so that no text of a stranger's can pass for a line. */
final class EventJson {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private EventJson() {}

    /** Without a line's end. */
    static String line(SecurityEvent event) {
        return line(object(event));
    }

    static String line(JsonNode node) {
        String json = JSON.writeValueAsString(node);
        if (json.codePoints().noneMatch(EventJson::isInvisible)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (isInvisible(c)) {
                for (char unit : Character.toChars(c)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    static ObjectNode object(SecurityEvent event) {
        ObjectNode object = JSON.createObjectNode()
                .put("time", time(event.atMs()))
                .put("atMs", event.atMs())
                .put("type", event.type())
                .put("severity", event.severity().name())
                .put("userId", event.userId())
                .put("action", event.action())
                .put("where", event.where())
                .put("score", event.score())
                .put("folded", event.folded());
        ObjectNode figures = object.putObject("figures");
        event.figures().forEach(figures::put);
        return object;
    }

    /** Null if it is no event. */
    static @Nullable SecurityEvent read(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            JsonNode ms = node.path("atMs");
            String type = node.path("type").asString("");
            if (!node.isObject() || !ms.isIntegralNumber() || !ms.canConvertToLong() || type.isEmpty()) {
                return null;
            }
            double score = node.path("score").asDouble(0);
            if (!Double.isFinite(score)) {
                return null;
            }
            Map<String, String> figures = new TreeMap<>();
            node.path("figures")
                    .properties()
                    .forEach(one -> figures.put(one.getKey(), one.getValue().asString("")));
            return new SecurityEvent(
                    ms.longValue(),
                    type,
                    Severity.valueOf(node.path("severity").asString("")),
                    text(node, "userId"),
                    text(node, "action"),
                    text(node, "where"),
                    score,
                    node.path("folded").asLong(0),
                    figures);
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    /** In ISO 8601, as far as the calendar reaches. */
    static String time(long ms) {
        try {
            return Instant.ofEpochMilli(ms).toString();
        } catch (DateTimeException e) {
            return Long.toString(ms);
        }
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
