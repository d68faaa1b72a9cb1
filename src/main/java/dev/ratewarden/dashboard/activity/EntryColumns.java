package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.dashboard.parts.Names;
import dev.ratewarden.dashboard.parts.NodeCell;
import dev.ratewarden.dashboard.parts.Tips;
import dev.ratewarden.dashboard.parts.Ui;
import dev.ratewarden.limiter.Text;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The columns of entries. A cell keeps its nodes and only fills them anew. */
final class EntryColumns {

    private final EntryTimes times;
    private final LongSupplier nowMs;
    private final Predicate<Entry> namesake;
    private final Consumer<String> openUser;

    /**
     * @param namesake whether several users go by the name that the entry has
     * @param openUser opens a user by id
     */
    EntryColumns(EntryTimes times, LongSupplier nowMs, Predicate<Entry> namesake, Consumer<String> openUser) {
        this.times = times;
        this.nowMs = nowMs;
        this.namesake = namesake;
        this.openUser = openUser;
    }

    List<TableColumn<Line, Line>> all(boolean audit) {
        var columns = List.of(time(), severity(), what(), user());
        var more = audit
                ? List.of(plain("operator", 116, Entry::operator))
                : List.of(
                        plain("action", 120, entry -> entry.event().action()),
                        plain("where", 140, entry -> entry.event().where()));
        return java.util.stream.Stream.concat(columns.stream(), more.stream()).toList();
    }

    private TableColumn<Line, Line> time() {
        var column = column("time", 132);
        column.getStyleClass().add("time");
        column.setCellFactory(c -> cell(() -> Ui.label("", "muted", "entry-time"), (label, entry) -> {
            label.setText(times.at(entry.atMs(), nowMs.getAsLong()));
            Tips.set(label, times.full(entry.atMs()));
        }));
        return column;
    }

    private static TableColumn<Line, Line> severity() {
        var column = column("severity", 116);
        column.setCellFactory(c ->
                cell(SeverityChip::new, (chip, entry) -> chip.show(entry.event().severity())));
        return column;
    }

    private TableColumn<Line, Line> what() {
        var column = column("what", 320);
        column.setCellFactory(c -> lineCell(WhatCell::new, (cell, line) -> {
            Entry entry = line.newest();
            // How many it stands for is in the line's number: two would contradict each other.
            String sentence = namesake.test(entry) ? entry.sentenceApart() : entry.sentence();
            cell.sentence.setText(sentence.replace(entry.user(), brief(entry.user())));
            Tips.set(cell.sentence, sentence);
            Ui.show(cell.times, line.requests() > 1);
            cell.times.setText(text("activity.times", Figures.count(line.requests())));
            cell.times.setAccessibleText(times.repeats(line, nowMs.getAsLong()));
            Tips.set(cell.times, times.repeats(line, nowMs.getAsLong()));
        }));
        return column;
    }

    /** What happened, and how often. */
    private static final class WhatCell extends HBox {

        private final Label sentence = Ui.label("", "entry-words");
        private final Label times = Ui.label("", "times");

        WhatCell() {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            sentence.setMinWidth(0);
            times.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(sentence, times);
        }
    }

    private TableColumn<Line, Line> user() {
        var column = column("user", 112);
        column.setCellFactory(c -> cell(EntryColumns::link, (link, entry) -> {
            String id = entry.event().userId();
            // Invisible, but managed: a cell does not lay out anew a graphic that was unmanaged.
            link.setVisible(id != null);
            link.setText(brief(entry.user()));
            Tips.set(link, id == null ? "" : text("activity.user.open", Text.visible(id)));
            link.setOnAction(e -> {
                if (id != null) {
                    openUser.accept(id);
                }
            });
        }));
        return column;
    }

    /** Of a long id only the end, which tells ids apart; the sentence and the detail have it all. */
    private static String brief(String user) {
        return user.matches("[0-9]{11,}") ? Names.end(user) : user;
    }

    private static Button link() {
        Button link = Ui.button("entry-user", "", () -> {}, "link", "small-target");
        link.setMinWidth(0);
        link.setMaxWidth(Double.MAX_VALUE);
        link.setAlignment(Pos.CENTER_LEFT);
        // The keyboard reaches the same in the detail: a stop in every row would be in the way.
        link.setFocusTraversable(false);
        return link;
    }

    private static TableColumn<Line, Line> plain(String name, double width, Function<Entry, @Nullable String> value) {
        var column = column(name, width);
        boolean code = name.equals("action") || name.equals("where");
        column.setCellFactory(c -> cell(() -> code ? Ui.label("", "mono") : new Label(), (label, entry) -> {
            String words = value.apply(entry);
            String shown = words == null || words.isEmpty() ? "–" : Text.visible(words);
            label.setText(shown);
            Tips.set(label, shown.equals("–") ? "" : shown);
            // The end of a place tells places apart.
            label.setTextOverrun(name.equals("where") ? OverrunStyle.LEADING_ELLIPSIS : OverrunStyle.ELLIPSIS);
        }));
        return column;
    }

    private static TableColumn<Line, Line> column(String name, double width) {
        TableColumn<Line, Line> column = new TableColumn<>(text("activity.column." + name));
        column.setId("activity-column-" + name);
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        return column;
    }

    private static <N extends Node> TableCell<Line, Line> cell(Supplier<N> make, BiConsumer<N, Entry> fill) {
        return lineCell(make, (node, line) -> fill.accept(node, line.newest()));
    }

    private static <N extends Node> TableCell<Line, Line> lineCell(Supplier<N> make, BiConsumer<N, Line> fill) {
        return new NodeCell<>(make.get()) {
            @Override
            protected void fill(N in, Line line) {
                fill.accept(in, line);
            }
        };
    }
}
