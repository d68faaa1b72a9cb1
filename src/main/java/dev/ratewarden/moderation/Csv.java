package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Text;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables as CSV (RFC 4180), times in ISO-8601 UTC. A cell that a spreadsheet would take for a formula is defused by an apostrophe, and
 * characters that show nothing are written as {@code \\u{…}}: cells come from strangers. {@link #original} undoes both exactly.
 */
public final class Csv {

    /** Apostrophes before it count: else a cell that began so could not be told from one that was defused. */
    private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r]");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u\\{([0-9a-f]{1,6})}");
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
        return cell(shown(value.toString()));
    }

    /** Defused and quoted where it must be. */
    public static String cell(String value) {
        String safe = FORMULA.matcher(value).lookingAt() ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** What {@link #line} was given for this cell, whose quotes are off. */
    public static String original(String cell) {
        boolean defused = cell.startsWith("'") && FORMULA.matcher(cell).lookingAt();
        return ESCAPE.matcher(defused ? cell.substring(1) : cell).replaceAll(escape -> {
            int codePoint = Integer.parseInt(escape.group(1), 16);
            boolean ours = Character.isValidCodePoint(codePoint)
                    && (codePoint == '\\'
                            || Character.isWhitespace(codePoint)
                            || !Text.visible(Character.toString(codePoint)).equals(Character.toString(codePoint)));
            return Matcher.quoteReplacement(ours ? Character.toString(codePoint) : escape.group());
        });
    }

    /** Visible: the text's own escapes are escaped, and so is space at its ends, which readers strip. */
    private static String shown(String value) {
        String own = value.replace("\\u{", "\\u{5c}u{");
        int begins = own.length() - own.stripLeading().length();
        int ends = Math.max(begins, own.stripTrailing().length());
        return escaped(own.substring(0, begins))
                + Text.visible(own.substring(begins, ends))
                + escaped(own.substring(ends));
    }

    private static String escaped(String space) {
        return space.codePoints().mapToObj("\\u{%x}"::formatted).collect(Collectors.joining());
    }

    /** Empty for never. */
    public static String time(@Nullable Long atMs) {
        return atMs == null ? "" : Instant.ofEpochMilli(atMs).toString();
    }
}
