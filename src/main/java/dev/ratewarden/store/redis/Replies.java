package dev.ratewarden.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the client's raw replies: lists, whole numbers, and byte arrays for text. */
final class Replies {

    private Replies() {}

    static Object orThrow(@Nullable Object reply) {
        if (reply instanceof RuntimeException error) {
            throw error;
        }
        return reply == null ? "" : reply;
    }

    static List<?> list(@Nullable Object reply) {
        return (List<?>) orThrow(reply);
    }

    static String text(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }

    static long number(@Nullable Object reply) {
        return reply instanceof Long number ? number : Long.parseLong(text(reply));
    }

    /** The reply of TIME, as epoch ms. */
    static long time(@Nullable Object reply) {
        List<?> time = list(reply);
        return number(time.get(0)) * 1_000 + number(time.get(1)) / 1_000;
    }

    /** A flat list of fields and values; with RESP3 a list of pairs. */
    static Map<String, String> map(@Nullable Object reply) {
        List<?> flat = list(reply);
        Map<String, String> map = new LinkedHashMap<>();
        if (!flat.isEmpty() && flat.get(0) instanceof Map.Entry) {
            for (Object pair : flat) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) pair;
                map.put(text(entry.getKey()), text(entry.getValue()));
            }
            return map;
        }
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            map.put(text(flat.get(i)), text(flat.get(i + 1)));
        }
        return map;
    }

    /** A time in ms as a sorted set's score holds it, such as {@code 1.7e12} or {@code 1700000000000}; null if there is none. */
    static @Nullable Long millis(@Nullable Object reply) {
        String text = text(reply);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return (long) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // Redis writes an endless score as inf.
            return null;
        }
    }
}
