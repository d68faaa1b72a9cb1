package dev.ratewarden.build.vectors;

import java.util.Map;
import java.util.Set;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lays a file of vectors out so that a step is one line: short enough to compare, long enough to read. */
final class VectorText {

    /** Beyond ASCII everything is escaped, so that text that is no valid Unicode can stand in a file as well. */
    static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** What stands under these names is laid out over lines; the rest of it is a line each. */
    private static final Set<String> LAID_OUT = Set.of(
            "cases",
            "setup",
            "before",
            "steps",
            "redis",
            "users",
            "keyspaces",
            "requests",
            "inputs",
            "policies",
            "files",
            "books",
            "waits");

    private VectorText() {}

    static String of(JsonNode file) {
        StringBuilder text = new StringBuilder();
        write(text, file, 0, true);
        return text.append('\n').toString();
    }

    private static void write(StringBuilder text, JsonNode node, int depth, boolean laidOut) {
        if (!laidOut || node.isEmpty()) {
            text.append(JSON.writeValueAsString(node));
        } else if (node.isArray()) {
            array(text, node, depth);
        } else {
            object(text, node, depth);
        }
    }

    private static void array(StringBuilder text, JsonNode node, int depth) {
        text.append('[');
        for (int i = 0; i < node.size(); i++) {
            JsonNode element = node.get(i);
            line(text.append(i == 0 ? "" : ","), depth + 1);
            // A case, a keyspace or a book of requests goes on over lines; a step, a command or a request does not.
            boolean isPart = element.has("steps") || element.has("users") || element.has("requests");
            write(text, element, depth + 1, isPart);
        }
        line(text, depth);
        text.append(']');
    }

    private static void object(StringBuilder text, JsonNode node, int depth) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            line(text.append(first ? "" : ","), depth + 1);
            first = false;
            text.append(JSON.writeValueAsString(field.getKey())).append(": ");
            write(text, field.getValue(), depth + 1, LAID_OUT.contains(field.getKey()));
        }
        line(text, depth);
        text.append('}');
    }

    private static void line(StringBuilder text, int depth) {
        text.append('\n').append(" ".repeat(depth));
    }
}
