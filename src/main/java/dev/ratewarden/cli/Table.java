package dev.ratewarden.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Aligned columns, two spaces apart. Columns marked as numbers stand to the right. Not thread-safe. */
final class Table {
    private static final String GAP = "  ";
    private final List<Boolean> numeric;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header one title a column; one that starts with {@code >} heads a column of numbers */
    Table(String... header) {
        numeric = List.of(header).stream().map(title -> title.startsWith(">")).toList();
        rows.add(List.of(header).stream()
                .map(title -> title.startsWith(">") ? title.substring(1) : title)
                .toList());
    }

    Table row(String... cells) {
        if (cells.length != numeric.size()) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, numeric.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Without the header if every title is empty. */
    @Override
    public String toString() {
        boolean titled = rows.getFirst().stream().anyMatch(title -> !title.isEmpty());
        List<List<String>> shown = titled ? rows : rows.subList(1, rows.size());
        int[] widths = new int[numeric.size()];
        for (List<String> row : shown) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return shown.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(numeric.get(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    /** Cells of a terminal: none for combining marks, two for wide characters of East Asia and emoji. */
    private static int width(String text) {
        return text.codePoints().map(Table::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
