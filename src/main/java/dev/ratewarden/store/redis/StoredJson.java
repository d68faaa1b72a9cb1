package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.InvalidRequestException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON that others may have written, or damaged. */
final class StoredJson {

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private static final long MOST = 1L << 53;

    private StoredJson() {}

    /** What was read is not what should be there. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message, null, false, false);
        }
    }

    /** Null where {@code reading} meets what it cannot read. */
    static <T> @Nullable T orNull(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnreadableException | InvalidRequestException | NumberFormatException e) {
            return null;
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new UnreadableException("no JSON");
        }
    }

    static long whole(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new UnreadableException("no whole number");
        }
        return node.longValue();
    }

    static @Nullable Long wholeOrNull(JsonNode node) {
        return absent(node) ? null : (Long) whole(node);
    }

    static double decimal(JsonNode node) {
        if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
            throw new UnreadableException("no number");
        }
        return node.asDouble();
    }

    /** A number that is one: not nan, not endless. */
    static double decimal(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new UnreadableException("no number");
        }
        return number;
    }

    /** Epoch ms, or a count: not negative, and no larger than can be. */
    static long time(String text) {
        long number = Long.parseLong(text);
        if (number < 0 || number > MOST) {
            throw new UnreadableException("no time");
        }
        return number;
    }

    static String text(JsonNode node) {
        if (!node.isString()) {
            throw new UnreadableException("no text");
        }
        return node.stringValue();
    }

    static @Nullable String textOrNull(JsonNode node) {
        return absent(node) ? null : text(node);
    }

    private static boolean absent(JsonNode node) {
        return node.isNull() || node.isMissingNode();
    }
}
