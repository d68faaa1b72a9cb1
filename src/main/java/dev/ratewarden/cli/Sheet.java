package dev.ratewarden.cli;

import dev.ratewarden.moderation.Csv;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Rows as they are exported: the same columns as CSV and as JSON. Writes as it goes and keeps nothing. Not thread-safe. */
final class Sheet<T> {

    /** As which an export is written. */
    enum Format {
        CSV,
        JSON;

        /** As it is written in a command. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One column.
     *
     * @param value a text, a number, true or false, texts by name, or null
     */
    record Column<T>(String name, Function<T, @Nullable Object> value) {}

    private final List<Column<T>> columns;
    private final Format format;
    private final Appendable out;
    private long rows;

    Sheet(List<Column<T>> columns, Format format, Appendable out) {
        this.columns = List.copyOf(columns);
        this.format = format;
        this.out = out;
    }

    void begin() throws IOException {
        out.append(
                format == Format.CSV
                        ? Csv.line(columns.stream().map(Column::name).toList())
                        : "[");
    }

    void row(T row) throws IOException {
        if (format == Format.CSV) {
            out.append(
                    Csv.line(columns.stream().map(column -> cell(column.value().apply(row)))::iterator));
        } else {
            out.append(rows == 0 ? "\n" : ",\n").append(Json.line(json(row)));
        }
        rows++;
    }

    /** Texts by name are JSON also in CSV: what a stranger wrote in one of them can then not pass for another. */
    private static @Nullable Object cell(@Nullable Object value) {
        return value instanceof Map<?, ?> figures ? Json.line(object(figures)) : value;
    }

    private static ObjectNode object(Map<?, ?> figures) {
        ObjectNode object = Json.object();
        figures.forEach((name, figure) -> object.put(String.valueOf(name), String.valueOf(figure)));
        return object;
    }

    long rows() {
        return rows;
    }

    void end() throws IOException {
        if (format == Format.JSON) {
            out.append(rows == 0 ? "]\n" : "\n]\n");
        }
    }

    private ObjectNode json(T row) {
        ObjectNode node = Json.object();
        for (Column<T> column : columns) {
            Object value = column.value().apply(row);
            switch (value) {
                case null -> node.putNull(column.name());
                case Long number -> node.put(column.name(), number);
                case Integer number -> node.put(column.name(), number);
                case Double number -> node.set(column.name(), Json.score(number));
                case Boolean flag -> node.put(column.name(), flag);
                case Map<?, ?> figures -> node.set(column.name(), object(figures));
                default -> node.put(column.name(), value.toString());
            }
        }
        return node;
    }
}
