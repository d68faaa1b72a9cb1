package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.Explanations;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Entries that are shown as one line: violations within one minute with nothing between them, or a single entry.
 *
 * @param entries newest first, at least one
 */
record HistoryGroup(List<HistoryEntry> entries) {

    private static final long MINUTE_MS = 60_000;

    HistoryGroup {
        entries = List.copyOf(entries);
    }

    /** @param entries newest first */
    static List<HistoryGroup> of(List<HistoryEntry> entries) {
        List<HistoryGroup> groups = new ArrayList<>();
        List<HistoryEntry> open = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            if (!open.isEmpty() && !belongs(open.getFirst(), entry)) {
                groups.add(new HistoryGroup(open));
                open.clear();
            }
            open.add(entry);
        }
        if (!open.isEmpty()) {
            groups.add(new HistoryGroup(open));
        }
        return groups;
    }

    boolean isSingle() {
        return entries.size() == 1;
    }

    HistoryEntry newest() {
        return entries.getFirst();
    }

    /** Stays the same while newer entries join it. */
    String key() {
        HistoryEntry oldest = entries.getLast();
        return oldest.atMs() + " " + oldest.title();
    }

    /** The line that stands for all of them, such as {@code 5 × pack_create}, {@code 10 → 100, blocked}. */
    HistoryEntry summary() {
        HistoryEntry newest = newest();
        return isSingle()
                ? newest
                : new HistoryEntry(
                        newest.atMs(), newest.when(), title(), words(), "", newest.kind(), newest.isVoid(), null);
    }

    private String title() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        entries.forEach(entry -> counts.merge(entry.title(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((action, count) -> parts.add(text("history.times", Figures.count(count), action)));
        return String.join(", ", parts);
    }

    private String words() {
        Penalty first = penalty(entries.getLast());
        Penalty last = penalty(entries.getFirst());
        List<String> words = new ArrayList<>();
        words.add(
                first.scoreBefore() == last.scoreAfter()
                        ? text("history.still", Explanations.number(last.scoreAfter()))
                        : text(
                                "history.sum",
                                Explanations.number(first.scoreBefore()),
                                Explanations.number(last.scoreAfter())));
        if (entries.stream().anyMatch(entry -> penalty(entry).blocked())) {
            words.add(text("history.blocked"));
        }
        List<String> places = entries.stream()
                .map(HistoryEntry::violation)
                .filter(Objects::nonNull)
                .map(Violation::where)
                .filter(Objects::nonNull)
                .distinct()
                .map(Text::visible)
                .toList();
        if (places.size() == 1) {
            words.add(text("history.where", places.getFirst()));
        } else if (places.size() > 1) {
            words.add(text("history.places", Figures.count(places.size())));
        }
        return String.join(", ", words);
    }

    private static Penalty penalty(HistoryEntry entry) {
        return Objects.requireNonNull(entry.violation()).penalty();
    }

    private static boolean belongs(HistoryEntry newest, HistoryEntry entry) {
        return newest.violation() != null
                && entry.violation() != null
                && newest.isVoid() == entry.isVoid()
                && Math.floorDiv(newest.atMs(), MINUTE_MS) == Math.floorDiv(entry.atMs(), MINUTE_MS);
    }
}
