package dev.ratewarden.dashboard.activity;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * What was followed and not yet shown, however many polls the window slept through. Bounded: of a burst the newest are kept, and the rest
 * is counted. Thread-safe.
 */
final class Inbox {

    /**
     * @param entries oldest first, at most {@value EntryList#KEPT}
     * @param urgent those that somebody should be told of, oldest first, at most {@value EntryList#KEPT}
     * @param skipped how many came besides {@code entries}
     * @param gap whether the store removed some before they could be read
     * @param unreadable how many could not be read
     */
    record Contents(List<Entry> entries, List<Entry> urgent, long skipped, boolean gap, long unreadable) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Entry> urgent = new ArrayDeque<>();
    private long skipped;
    private boolean gap;
    private long unreadable;

    synchronized void add(Collection<Entry> more) {
        entries.addAll(more);
        while (entries.size() > EntryList.KEPT) {
            entries.removeFirst();
            skipped++;
        }
    }

    synchronized void addUrgent(Collection<Entry> more) {
        urgent.addAll(more);
        while (urgent.size() > EntryList.KEPT) {
            urgent.removeFirst();
        }
    }

    synchronized void note(boolean removed, long unread) {
        gap |= removed;
        unreadable += unread;
    }

    synchronized Contents empty() {
        Contents contents = new Contents(List.copyOf(entries), List.copyOf(urgent), skipped, gap, unreadable);
        entries.clear();
        urgent.clear();
        skipped = 0;
        gap = false;
        unreadable = 0;
        return contents;
    }
}
