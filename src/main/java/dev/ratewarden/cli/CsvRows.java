package dev.ratewarden.cli;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 has it: quoted cells may hold commas, quotes and lines. Empty lines are skipped. Not thread-safe. */
final class CsvRows {

    /**
     * One row.
     *
     * @param line where it begins, from 1
     * @param cells as they stand in the file, without their quotes
     * @param problem what is wrong with it; empty if nothing
     */
    record Row(int line, List<String> cells, String problem) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    private CsvRows(String text) {
        this.text = text;
        this.separator = separator(text);
    }

    static List<Row> read(String text) {
        CsvRows rows = new CsvRows(text);
        List<Row> read = new ArrayList<>();
        while (rows.at < text.length()) {
            Row row = rows.row();
            if (row.cells().size() > 1
                    || !row.cells().getFirst().isBlank()
                    || !row.problem().isEmpty()) {
                read.add(row);
            }
        }
        return read;
    }

    /** A comma, or what spreadsheets of other countries write instead. */
    private static char separator(String text) {
        String header = text.lines().filter(each -> !each.isBlank()).findFirst().orElse("");
        if (header.indexOf(',') >= 0) {
            return ',';
        }
        return header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private Row row() {
        int begins = line;
        List<String> cells = new ArrayList<>();
        String problem = "";
        while (true) {
            StringBuilder cell = new StringBuilder();
            String wrong = at < text.length() && text.charAt(at) == '"' ? quoted(cell) : plain(cell);
            problem = problem.isEmpty() ? wrong : problem;
            cells.add(cell.toString());
            if (at >= text.length() || text.charAt(at) != separator) {
                break;
            }
            at++;
        }
        endOfLine();
        return new Row(begins, cells, problem);
    }

    private String plain(StringBuilder cell) {
        while (at < text.length() && !ends(text.charAt(at))) {
            cell.append(text.charAt(at++));
        }
        return cell.indexOf("\"") >= 0 ? "a quote stands inside a cell that is not quoted" : "";
    }

    private String quoted(StringBuilder cell) {
        int begins = at++;
        int beginsLine = line;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"' && at < text.length() && text.charAt(at) == '"') {
                at++;
            } else if (c == '"') {
                if (at >= text.length() || ends(text.charAt(at))) {
                    return "";
                }
                break;
            } else if (c == '\n') {
                line++;
            }
            cell.append(c);
        }
        // Else one forgotten quote would swallow what follows, and name one line for all.
        line = beginsLine;
        at = begins;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return "a quote is not closed, or something stands behind the closing one";
    }

    private boolean ends(char c) {
        return c == separator || c == '\n' || c == '\r';
    }

    private void endOfLine() {
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
            if (at < text.length() && text.charAt(at) != '\n') {
                line++;
            }
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            line++;
        }
    }
}
