package dev.ratewarden.cli;

import dev.ratewarden.limiter.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON for scripts: camelCase, times in epoch ms, on one line. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static JsonNode number(@Nullable Long value) {
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.numberNode(value.longValue());
    }

    /** A score to six decimals, as a whole number where it is one. */
    static JsonNode score(double score) {
        BigDecimal rounded =
                BigDecimal.valueOf(score).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() <= 0
                ? JsonNodeFactory.instance.numberNode(rounded.longValueExact())
                : JsonNodeFactory.instance.numberNode(rounded);
    }

    /** Invisible characters are written as JSON escapes: a script reads the same text, and a terminal is not deceived. */
    static String line(JsonNode node) {
        StringBuilder line = new StringBuilder();
        MAPPER.writeValueAsString(node).codePoints().forEach(c -> {
            if (c > 0x7E && !Text.visible(Character.toString(c)).equals(Character.toString(c))) {
                for (char unit : Character.toChars(c)) {
                    line.append("\\u%04x".formatted((int) unit));
                }
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
