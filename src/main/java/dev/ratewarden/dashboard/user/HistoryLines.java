package dev.ratewarden.dashboard.user;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The lines of a whole history: by the minute, unfolded where somebody asked for the single entries, filtered. */
final class HistoryLines {

    /**
     * One line.
     *
     * @param key names the line that can be unfolded; empty for one that cannot
     * @param isOpen whether its entries stand below it
     * @param isPart whether it is one of those
     */
    record Line(HistoryEntry entry, String key, boolean isOpen, boolean isPart) {}

    private final List<HistoryEntry> all;
    private final Set<String> open = new HashSet<>();
    private final ObservableList<Line> shown = FXCollections.observableArrayList();
    private HistoryFilter filter = HistoryFilter.NONE;
    private int matching;

    /** @param all newest first */
    HistoryLines(List<HistoryEntry> all) {
        this.all = List.copyOf(all);
        draw();
    }

    /** @param groups newest first */
    static List<Line> of(List<HistoryGroup> groups, Set<String> open) {
        List<Line> lines = new ArrayList<>();
        for (HistoryGroup group : groups) {
            boolean isOpen = open.contains(group.key());
            lines.add(new Line(group.summary(), group.isSingle() ? "" : group.key(), isOpen, false));
            if (isOpen && !group.isSingle()) {
                group.entries().forEach(entry -> lines.add(new Line(entry, "", false, true)));
            }
        }
        return lines;
    }

    ObservableList<Line> shown() {
        return shown;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** How many entries pass the filter. */
    int matching() {
        return matching;
    }

    void filter(HistoryFilter now) {
        filter = now;
        draw();
    }

    /** Unfolds or folds a line. */
    void turn(Line line) {
        if (line.key().isEmpty()) {
            return;
        }
        int at = shown.indexOf(line);
        boolean opens = open.add(line.key());
        if (!opens) {
            open.remove(line.key());
        }
        if (at < 0) {
            draw();
            return;
        }
        List<Line> now = of(HistoryGroup.of(filter.of(all)), open);
        int more = now.size() - shown.size();
        // In place, so that the selection and the place on the screen stay.
        shown.set(at, now.get(at));
        if (opens) {
            shown.addAll(at + 1, now.subList(at + 1, at + 1 + more));
        } else {
            shown.remove(at + 1, at + 1 - more);
        }
    }

    private void draw() {
        List<HistoryEntry> passing = filter.of(all);
        matching = passing.size();
        shown.setAll(of(HistoryGroup.of(passing), open));
    }
}
