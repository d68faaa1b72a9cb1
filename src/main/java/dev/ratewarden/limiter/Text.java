package dev.ratewarden.limiter;

/** Untrusted text made safe to show. Ids and names come from strangers. */
public final class Text {

    private static final int MAX_NAME_GRAPHEMES = 32;

    private Text() {}

    /** The text with control, bidi, zero-width and other invisible characters written as {@code \\u{…}}. */
    public static String visible(String text) {
        if (text.codePoints().noneMatch(Text::isInvisible)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isInvisible(c)) {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** A display name as it is kept: invisible characters stripped, trimmed, at most 32 graphemes. May be empty. */
    public static String displayName(String name) {
        StringBuilder kept = new StringBuilder();
        name.codePoints().filter(c -> !isInvisible(c)).forEach(kept::appendCodePoint);
        var graphemes =
                java.util.regex.Pattern.compile("\\X").matcher(kept.toString().strip());
        StringBuilder clipped = new StringBuilder();
        for (int i = 0; i < MAX_NAME_GRAPHEMES && graphemes.find(); i++) {
            clipped.append(graphemes.group());
        }
        return clipped.toString().strip();
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            // Hangul fillers and the braille blank are letters and symbols that show nothing.
            default ->
                codePoint == 0x115F
                        || codePoint == 0x1160
                        || codePoint == 0x3164
                        || codePoint == 0xFFA0
                        || codePoint == 0x2800;
        };
    }
}
