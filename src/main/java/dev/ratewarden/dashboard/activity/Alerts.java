package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.Messages.text;

import dev.ratewarden.dashboard.parts.Figures;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Tells of what is CRITICAL and worse, whatever page somebody looks at; the badge alone does not count while they look at the page. Folded:
 * one user is told of once in 5 minutes unless it becomes worse, and of many at once how many there are. For the FX thread.
 */
final class Alerts {

    /**
     * What is told.
     *
     * @param open what a press on it opens
     */
    record Notice(Severity severity, String title, String words, Runnable open) {}

    /**
     * What somebody wants to be told.
     *
     * @param told whether anything at all; the badge counts all the same
     * @param quiet the types of events of which nothing; may change
     */
    record Wishes(ObservableBooleanValue told, Set<String> quiet) {}

    /** Where it is told. */
    interface Presenter {
        void show(Notice notice);
    }

    /** What a press on a notice opens. */
    record Doors(Consumer<String> user, Runnable page) {}

    private static final long SAME_MS = 5 * 60_000L;
    private static final long SOON_MS = 5_000;
    private static final int MOST_SOON = 3;

    private final InstantSource clock;
    private final Wishes wishes;
    private final Presenter presenter;
    private final Doors doors;
    private final ReadOnlyStringWrapper badge = new ReadOnlyStringWrapper("");
    /** In the order in which they were told. */
    private final Map<String, Long> toldAtMs = new LinkedHashMap<>();

    private final Deque<Long> recentMs = new ArrayDeque<>();
    private final List<Entry> crowd = new ArrayList<>();
    private long togetherAtMs = Long.MIN_VALUE / 2;
    private long latestMs = Long.MIN_VALUE / 2;
    private long unseen;
    private boolean looking;

    Alerts(InstantSource clock, Wishes wishes, Presenter presenter, Doors doors) {
        this.clock = clock;
        this.wishes = wishes;
        this.presenter = presenter;
        this.doors = doors;
    }

    /** Nobody need look at what is gone. */
    void forget() {
        seen();
        crowd.clear();
    }

    /** {@code 3 new} since somebody last looked; empty for none. */
    ReadOnlyStringProperty badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    /** Whether somebody looks at the page. */
    void looking(boolean now) {
        looking = now;
        seen();
    }

    private void seen() {
        unseen = 0;
        badge.set("");
    }

    /** To be called with every reading, also where nothing came: what waits to be told together is told then. */
    void arrived(List<Entry> urgent) {
        if (!looking && !urgent.isEmpty()) {
            unseen += urgent.size();
            badge.set(text("activity.badge", Figures.count(unseen)));
        }
        long nowMs = clock.millis();
        forget(nowMs);
        List<Entry> fresh = urgent.stream()
                .filter(entry -> !wishes.quiet().contains(entry.event().type()))
                .filter(entry -> isFresh(entry, nowMs))
                .toList();
        if (!wishes.told().get()) {
            crowd.clear();
            return;
        }
        recentMs.removeIf(at -> nowMs - at >= SOON_MS);
        if (crowd.isEmpty() && recentMs.size() + fresh.size() <= MOST_SOON) {
            fresh.forEach(entry -> tell(notice(entry), nowMs));
            return;
        }
        crowd.addAll(fresh);
        if (!crowd.isEmpty() && nowMs - togetherAtMs >= SOON_MS) {
            togetherAtMs = nowMs;
            List<Entry> together = List.copyOf(crowd);
            crowd.clear();
            tell(together.size() == 1 ? notice(together.getFirst()) : notice(together), nowMs);
        }
    }

    private void tell(Notice notice, long nowMs) {
        recentMs.add(nowMs);
        presenter.show(notice);
    }

    private void forget(long nowMs) {
        if (nowMs < latestMs) {
            // The clock was set back: what was told would count as just told for as long.
            toldAtMs.clear();
            recentMs.clear();
            togetherAtMs = Long.MIN_VALUE / 2;
        }
        latestMs = nowMs;
        Iterator<Long> oldestFirst = toldAtMs.values().iterator();
        while (oldestFirst.hasNext() && nowMs - oldestFirst.next() >= SAME_MS) {
            oldestFirst.remove();
        }
    }

    private boolean isFresh(Entry entry, long nowMs) {
        SecurityEvent event = entry.event();
        // Somebody who is blocked and keeps asking is one matter.
        String same = event.userId() == null
                ? event.type() + " about " + event.action()
                : event.severity() + " of " + event.userId();
        return toldAtMs.putIfAbsent(same, nowMs) == null;
    }

    private Notice notice(Entry entry) {
        String user = entry.event().userId();
        return new Notice(
                entry.event().severity(),
                title(entry.event().severity()),
                entry.toldApart(),
                user == null ? doors.page() : () -> doors.user().accept(user));
    }

    private Notice notice(List<Entry> together) {
        Severity worst = together.stream()
                .map(entry -> entry.event().severity())
                .max(Severity::compareTo)
                .orElse(Severity.CRITICAL);
        Entry latest = together.stream()
                .filter(entry -> entry.event().severity() == worst)
                .reduce((older, newer) -> newer)
                .orElseThrow();
        return new Notice(
                worst,
                text("activity.notice.many", Figures.count(together.size())),
                text("activity.notice.among", latest.toldApart()),
                doors.page());
    }

    private static String title(Severity severity) {
        return text("activity.notice." + severity.name().toLowerCase(Locale.ROOT));
    }
}
