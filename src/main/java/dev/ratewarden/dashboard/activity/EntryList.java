package dev.ratewarden.dashboard.activity;

import dev.ratewarden.dashboard.parts.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one kind, newest first. Patched in place, so that a selection stays with its entry; while somebody reads further down, or
 * holds the view still, what comes waits and is counted. For the FX thread.
 */
final class EntryList {

    /** So many are kept, and those that were loaded on request. */
    static final int KEPT = 2_000;

    private final List<Entry> rows = new ArrayList<>();
    private final Lines lines = new Lines();
    private List<Entry> matching = List.of();
    private final Map<Object, Entry> byKey = new HashMap<>();
    private final Deque<Entry> held = new ArrayDeque<>();
    private final ReadOnlyLongWrapper waiting = new ReadOnlyLongWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Entry> open = new ReadOnlyObjectWrapper<>();
    private final List<Runnable> afterPatch = new ArrayList<>();
    private final List<Runnable> onNamesakes = new ArrayList<>();
    private Set<String> namesakes = Set.of();
    private Predicate<Entry> filter = entry -> true;
    private boolean folded;
    private boolean paused;
    private boolean readingBelow;
    private boolean patching;
    private int room = KEPT;

    /** Those that pass the filter, newest first. */
    List<Entry> matching() {
        return matching;
    }

    /** The same as they are shown. */
    ObservableList<Line> lines() {
        return lines.shown();
    }

    /** Where an entry is told among the lines, also under a newer one; -1 for nowhere. */
    int lineOf(Entry entry) {
        return lines.indexOf(entry);
    }

    /** All that are kept, newest first. */
    List<Entry> kept() {
        return rows;
    }

    /** How many of those that passed the filter came since the view is held still. */
    ReadOnlyLongProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    /** Whose detail is open. */
    ReadOnlyObjectProperty<@Nullable Entry> openProperty() {
        return open.getReadOnlyProperty();
    }

    void open(@Nullable Entry entry) {
        open.set(entry);
    }

    /** Whether rows are being patched: a selection that moves meanwhile was moved by nobody. */
    boolean isPatching() {
        return patching;
    }

    void afterPatch(Runnable action) {
        afterPatch.add(action);
    }

    /** Whether another of whom something is kept goes by the same name. */
    boolean isNamesake(Entry entry) {
        return namesakes.contains(entry.user());
    }

    /** To be run when others than before are told apart. */
    void onNamesakes(Runnable action) {
        onNamesakes.add(action);
    }

    /** The line that tells of an entry, also under a newer one; null for none. */
    @Nullable
    Line told(Entry entry) {
        int at = lineOf(entry);
        return at < 0 ? null : lines.shown().get(at);
    }

    /** What does not pass is closed as well: a detail beside rows of which it is none misleads. */
    void filter(Predicate<Entry> wanted) {
        Entry shown = open.get();
        if (shown != null && !wanted.test(shown)) {
            open.set(null);
        }
        patch(() -> filter = wanted);
        waiting.set(held.stream().filter(wanted).count());
    }

    /** Whether denials that repeat share a line. */
    void folded(boolean now) {
        patch(() -> folded = now);
    }

    /** Forgets all. */
    void clear() {
        open.set(null);
        held.clear();
        waiting.set(0);
        patch(() -> {
            rows.clear();
            byKey.clear();
        });
    }

    void paused(boolean now) {
        paused = now;
        releaseIfFree();
    }

    /** Whether the newest entry is out of sight because somebody scrolled down. */
    void readingBelow(boolean now) {
        readingBelow = now;
        releaseIfFree();
    }

    private boolean isHeld() {
        return paused || readingBelow;
    }

    private void releaseIfFree() {
        if (!isHeld() && !held.isEmpty()) {
            release();
        }
    }

    /** Live news. */
    void arrived(Collection<Entry> fresh) {
        if (!isHeld()) {
            add(fresh);
            return;
        }
        long counted = 0;
        for (Entry entry : fresh) {
            if (byKey.putIfAbsent(entry.key(), entry) == null) {
                held.addLast(entry);
                counted += filter.test(entry) ? 1 : 0;
            }
        }
        while (held.size() > KEPT) {
            byKey.remove(held.removeFirst().key());
        }
        waiting.set(waiting.get() + counted);
    }

    /** Shows what waited. */
    void release() {
        List<Entry> fresh = List.copyOf(held);
        held.clear();
        waiting.set(0);
        patch(() -> {
            insert(fresh);
            trim();
        });
    }

    /**
     * What the store answered; lines that are here already stay as they are. Where it is not all and does not join on to what is here,
     * what is older goes: a list with a hole in it would look whole. A first answer is shown although the view is held.
     *
     * @param anew whether something else was asked for than before, or nobody followed since
     * @param all whether the store keeps no older ones
     */
    void listed(Collection<Entry> answer, boolean anew, boolean all) {
        boolean joins = answer.stream().anyMatch(entry -> byKey.containsKey(entry.key()));
        if (anew) {
            room = KEPT;
        }
        if (!all && (anew || !joins)) {
            answer.stream().mapToLong(Entry::atMs).min().ifPresent(this::dropBefore);
        }
        if (rows.isEmpty() || !isHeld()) {
            add(answer);
            return;
        }
        long newest = rows.stream().mapToLong(Entry::atMs).max().orElse(Long.MIN_VALUE);
        add(answer.stream().filter(entry -> entry.atMs() < newest).toList());
        arrived(answer.stream().filter(entry -> entry.atMs() >= newest).toList());
    }

    /** Older ones, that somebody asked for. */
    void older(Collection<Entry> answer) {
        int before = rows.size();
        room = Math.max(room, before + answer.size());
        add(answer);
    }

    /** Forgets what happened before. */
    void dropBefore(long ms) {
        int from = rows.size();
        while (from > 0 && rows.get(from - 1).atMs() < ms) {
            from--;
        }
        if (from < rows.size()) {
            int first = from;
            patch(() -> dropFrom(first));
        }
    }

    private void add(Collection<Entry> entries) {
        List<Entry> fresh = new ArrayList<>();
        for (Entry entry : entries) {
            if (byKey.putIfAbsent(entry.key(), entry) == null) {
                fresh.add(entry);
            }
        }
        if (!fresh.isEmpty()) {
            patch(() -> {
                insert(fresh);
                trim();
            });
        }
    }

    /** Each run that belongs between two lines in one piece: live news are one run, and so are older ones. */
    private void insert(Collection<Entry> entries) {
        List<Entry> fresh = entries.stream().sorted(Entry.NEWEST_FIRST).toList();
        int done = 0;
        while (done < fresh.size()) {
            int at = -Collections.binarySearch(rows, fresh.get(done), Entry.NEWEST_FIRST) - 1;
            int end = done + 1;
            while (end < fresh.size()
                    && (at == rows.size() || Entry.NEWEST_FIRST.compare(fresh.get(end), rows.get(at)) < 0)) {
                end++;
            }
            rows.addAll(at, fresh.subList(done, end));
            done = end;
        }
    }

    private void trim() {
        if (rows.size() > room) {
            dropFrom(room);
        }
    }

    private void dropFrom(int first) {
        rows.subList(first, rows.size()).forEach(entry -> byKey.remove(entry.key()));
        rows.subList(first, rows.size()).clear();
    }

    private void patch(Runnable change) {
        patching = true;
        try {
            change.run();
            Set<String> shared =
                    Names.shared(rows, Entry::user, entry -> entry.event().userId());
            boolean others = !shared.equals(namesakes);
            namesakes = shared;
            matching = rows.stream().filter(filter).toList();
            lines.show(matching, folded);
            if (others) {
                onNamesakes.forEach(Runnable::run);
            }
        } finally {
            patching = false;
        }
        afterPatch.forEach(Runnable::run);
    }
}
