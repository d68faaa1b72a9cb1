package dev.ratewarden.dashboard.activity;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What a table shows of entries: a line each, or, folded, one line for denials of the same user, action and kind that follow each other
 * within ten minutes, under the newest of them. Patched in place. For the FX thread.
 */
final class Lines {

    static final long APART_MS = 10 * 60_000;

    /** What entries of one line have in common. */
    private record Same(String type, String userId, String action) {}

    private final ObservableList<Line> shown = FXCollections.observableArrayList();
    /** By entries that stand under a newer one. */
    private Map<Entry, Integer> under = Map.of();

    ObservableList<Line> shown() {
        return shown;
    }

    /** Where an entry is told, also under a newer one; -1 for nowhere. */
    int indexOf(Entry entry) {
        Integer folded = under.get(entry);
        if (folded != null) {
            return folded;
        }
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).newest().equals(entry)) {
                return i;
            }
        }
        return -1;
    }

    void show(List<Entry> newestFirst, boolean folded) {
        List<Line> lines = new ArrayList<>(newestFirst.size());
        Map<Entry, Integer> below = new HashMap<>();
        Map<Same, Integer> open = new HashMap<>();
        for (Entry entry : newestFirst) {
            Same same = folded ? same(entry) : null;
            Integer at = same == null ? null : open.get(same);
            if (at != null && lines.get(at).firstMs() - entry.atMs() <= APART_MS) {
                lines.set(at, lines.get(at).with(entry));
                below.put(entry, at);
                continue;
            }
            if (same != null) {
                open.put(same, lines.size());
            }
            lines.add(Line.of(entry));
        }
        under = below;
        patch(lines);
    }

    /** Only denials repeat by themselves; null for what always has a line of its own. */
    private static @Nullable Same same(Entry entry) {
        SecurityEvent event = entry.event();
        String user = event.userId();
        return user == null || entry.audit() != null || !EventTypes.isDenial(event.type())
                ? null
                : new Same(event.type(), user, event.action() == null ? "" : event.action());
    }

    /** Leaves what is the same at both ends. */
    private void patch(List<Line> now) {
        int from = 0;
        int end = shown.size();
        int newEnd = now.size();
        while (from < end && from < newEnd && shown.get(from).equals(now.get(from))) {
            from++;
        }
        while (end > from && newEnd > from && shown.get(end - 1).equals(now.get(newEnd - 1))) {
            end--;
            newEnd--;
        }
        if (from < end) {
            shown.remove(from, end);
        }
        if (from < newEnd) {
            shown.addAll(from, now.subList(from, newEnd));
        }
    }
}
