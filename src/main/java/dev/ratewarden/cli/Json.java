package dev.ratewarden.cli;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON for scripts: camelCase, times in epoch ms, on one line. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * @param name what it is, for messages
     * @throws InvalidRequestException if it is none
     */
    static JsonNode read(String name, String text) {
        try {
            return STRICT.readTree(text);
        } catch (JacksonException e) {
            throw new InvalidRequestException("%s: is no valid JSON: %s, line %d"
                    .formatted(
                            name,
                            e.getOriginalMessage(),
                            e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        }
    }

    /** On several lines, for people. */
    static String pretty(JsonNode node) {
        return escaped(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
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
        return escaped(MAPPER.writeValueAsString(node));
    }

    private static String escaped(String json) {
        StringBuilder line = new StringBuilder();
        json.codePoints().forEach(c -> {
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
