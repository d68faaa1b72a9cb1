package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import java.util.Arrays;
import java.util.Comparator;

/** How far each of several streams was read: an id for each, {@code 0-0} for none. Not thread-safe. */
final class StreamPosition {

    /** The order of ids, which is not that of their texts. */
    static final Comparator<String> OLDEST_FIRST = (one, two) -> Arrays.compare(numbers(one), numbers(two));

    private static final String BEGINNING = "0-0";

    private final String[] ids;

    private StreamPosition(String[] ids) {
        this.ids = ids;
    }

    /**
     * @param text as {@link #text} writes it; empty for the beginning of all
     * @throws InvalidRequestException if it is none of so many streams
     */
    static StreamPosition of(String text, int streams) {
        String[] ids = new String[streams];
        Arrays.fill(ids, BEGINNING);
        if (!text.isEmpty()) {
            String[] parts = text.split(" ", -1);
            if (parts.length != streams || !Arrays.stream(parts).allMatch(id -> id.matches("\\d{1,19}-\\d{1,19}"))) {
                throw new InvalidRequestException("position %s: is none of this store".formatted(Inputs.quote(text)));
            }
            ids = parts;
        }
        return new StreamPosition(ids);
    }

    String get(int stream) {
        return ids[stream];
    }

    void set(int stream, String id) {
        ids[stream] = id;
    }

    boolean isBeginning(int stream) {
        return ids[stream].equals(BEGINNING);
    }

    StreamPosition copy() {
        return new StreamPosition(ids.clone());
    }

    String text() {
        return String.join(" ", ids);
    }

    /** Whether one id comes after another. */
    static boolean isAfter(String id, String other) {
        return OLDEST_FIRST.compare(id, other) > 0;
    }

    private static long[] numbers(String id) {
        int dash = id.indexOf('-');
        return new long[] {Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1))};
    }
}
