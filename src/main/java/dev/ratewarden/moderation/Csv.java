package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables as CSV (RFC 4180), times in ISO-8601 UTC. A cell that a spreadsheet would take for a formula is defused by an apostrophe, and
 * characters that show nothing are written as {@code \\u{…}}: cells come from strangers.
 */
public final class Csv {

    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final String LINE_END = "\r\n";

    private Csv() {}

    /** One line with its end. Numbers stand as they are; everything else is shown, defused and quoted where it must be; null is empty. */
    public static String line(Iterable<? extends @Nullable Object> cells) {
        StringJoiner line = new StringJoiner(",", "", LINE_END);
        cells.forEach(value -> line.add(text(value)));
        return line.toString();
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> figures) {
            return cell(Text.visible(figures.entrySet().stream()
                    .map(each -> each.getKey() + "=" + each.getValue())
                    .collect(Collectors.joining("; "))));
        }
        return cell(Text.visible(value.toString()));
    }

    /** Defused and quoted where it must be. */
    public static String cell(String value) {
        String safe = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** What a cell that was defused said before. */
    public static String original(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && FORMULA_STARTS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }

    /** Empty for never. */
    public static String time(@Nullable Long atMs) {
        return atMs == null ? "" : Instant.ofEpochMilli(atMs).toString();
    }
}
