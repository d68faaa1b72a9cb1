package dev.ratewarden.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What is due when; equal times in the order in which they were entered. Thread-safe, so that a raid can be entered from a button. */
final class Agenda {

    /** @param order breaks ties, so that equal seeds give equal runs */
    private record Entry(long atMs, long order, Activity activity) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    // Both guarded by this.
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long entered;

    synchronized void add(long atMs, Activity activity) {
        entries.add(new Entry(atMs, entered++, activity));
    }

    /** When the next entry is due; null if there is none. */
    synchronized @Nullable Long nextAtMs() {
        Entry next = entries.peek();
        return next == null ? null : next.atMs();
    }

    /** Performs the next entry if it is due, and enters it again for when it says. The schedule never waits for a slow check. */
    boolean performNext(long nowMs) {
        Entry entry = takeDue(nowMs);
        if (entry == null) {
            return false;
        }
        long delay = entry.activity().perform(entry.atMs());
        if (delay != Activity.NEVER) {
            add(entry.atMs() + Math.max(1, delay), entry.activity());
        }
        return true;
    }

    /** Puts everything off by the same time. */
    synchronized void postpone(long byMs) {
        List<Entry> all = new ArrayList<>(entries);
        entries.clear();
        all.forEach(entry -> entries.add(new Entry(entry.atMs() + byMs, entry.order(), entry.activity())));
    }

    private synchronized @Nullable Entry takeDue(long nowMs) {
        Entry next = entries.peek();
        return next != null && next.atMs() <= nowMs ? entries.poll() : null;
    }
}
