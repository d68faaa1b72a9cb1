package dev.ratewarden.bench;

import java.util.Collections;
import java.util.List;

/** A part of the result page, in Markdown. */
final class Section {

    private final String title;
    private final StringBuilder text = new StringBuilder();

    Section(String title) {
        this.title = title;
        text.append("## ").append(title).append("\n\n");
    }

    String title() {
        return title;
    }

    void say(String sentence, Object... values) {
        text.append(sentence.formatted(values)).append("\n\n");
    }

    void head(String... columns) {
        row(columns);
        row(Collections.nCopies(columns.length, "---").toArray(String[]::new));
    }

    void row(String... cells) {
        text.append("| ").append(String.join(" | ", List.of(cells))).append(" |\n");
    }

    void endTable() {
        text.append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
