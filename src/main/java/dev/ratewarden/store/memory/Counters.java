package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was counted, ever by the action, and by the minute. Totals only grow; minutes are kept for 48 hours. A minute's count is what the
 * totals grew by while it lasted, so that a check counts once. Thread-safe.
 */
final class Counters {

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_KEPT = 48 * 60;
    private static final int MINUTES_SHOWN = 60;

    private final ConcurrentMap<String, Cell> actions = new ConcurrentHashMap<>();

    /** Latest first. Guarded by its own monitor. */
    private final Deque<Minute> minutes = new ArrayDeque<>();

    private volatile long latestMinute = Long.MIN_VALUE;

    private static final class Cell {
        final LongAdder allowed = new LongAdder();
        final LongAdder denied = new LongAdder();
        final LongAdder violations = new LongAdder();
        final LongAdder shadowed = new LongAdder();

        /** As the latest minute began. Guarded by the monitor of the minutes. */
        Totals before = Totals.NONE;

        Totals now() {
            return new Totals(allowed.sum(), denied.sum(), violations.sum());
        }
    }

    /** Checks allowed and denied, and violations. */
    record Totals(long allowed, long denied, long violations) {

        static final Totals NONE = new Totals(0, 0, 0);

        Totals plus(Totals more) {
            return new Totals(allowed + more.allowed, denied + more.denied, violations + more.violations);
        }

        Totals since(Totals before) {
            return new Totals(allowed - before.allowed, denied - before.denied, violations - before.violations);
        }
    }

    /**
     * A minute that had checks.
     *
     * @param number minutes since the epoch
     * @param before the totals as it began
     * @param actions what each action grew by in it, in the order of their names; empty while it lasts
     */
    private record Minute(long number, Totals before, Gauges gauges, List<ActionMinute> actions) {}

    /** Opens the minute of {@code nowMs} if this is its first check. While the clock is behind, the latest minute goes on. */
    void beginMinute(long nowMs, Supplier<Gauges> gauges) {
        if (Math.floorDiv(nowMs, MINUTE_MS) > latestMinute) {
            openMinute(Math.floorDiv(nowMs, MINUTE_MS), gauges.get());
        }
    }

    private void openMinute(long number, Gauges gauges) {
        synchronized (minutes) {
            if (number > latestMinute) {
                minutes.addFirst(new Minute(number, endLatest(), gauges, new ArrayList<>(0)));
                if (minutes.size() > MINUTES_KEPT) {
                    minutes.removeLast();
                }
                latestMinute = number;
            }
        }
    }

    /** Settles what was done in the latest minute; the caller holds the minutes' monitor. Returns the totals as it ends. */
    private Totals endLatest() {
        SortedMap<String, Totals> now = now();
        Minute ended = minutes.peekFirst();
        if (ended != null) {
            ended.actions().addAll(grown(ended.number(), now));
        }
        now.forEach((action, totals) -> cell(action).before = totals);
        return now.values().stream().reduce(Totals.NONE, Totals::plus);
    }

    /** The totals by action, each read once. */
    private SortedMap<String, Totals> now() {
        SortedMap<String, Totals> now = new TreeMap<>();
        actions.forEach((action, cell) -> now.put(action, cell.now()));
        return now;
    }

    /** What each action grew by since the latest minute began; the caller holds the minutes' monitor. */
    private List<ActionMinute> grown(long number, SortedMap<String, Totals> now) {
        List<ActionMinute> grown = new ArrayList<>();
        now.forEach((action, totals) -> {
            Totals since = totals.since(cell(action).before);
            if (!since.equals(Totals.NONE)) {
                grown.add(new ActionMinute(
                        number * MINUTE_MS, action, since.allowed(), since.denied(), since.violations()));
            }
        });
        return grown;
    }

    private Cell cell(String action) {
        return actions.computeIfAbsent(action, a -> new Cell());
    }

    /** Of {@code count} minutes from the one of this number on; oldest first, actions in the order of their names. */
    List<ActionMinute> traffic(long first, int count) {
        List<ActionMinute> found = new ArrayList<>();
        synchronized (minutes) {
            Iterator<Minute> oldestFirst = minutes.descendingIterator();
            while (oldestFirst.hasNext()) {
                Minute minute = oldestFirst.next();
                if (minute.number() >= first && minute.number() - first < count) {
                    found.addAll(minute.number() == latestMinute ? grown(latestMinute, now()) : minute.actions());
                }
            }
        }
        return found;
    }

    /** @param wouldDeny whether a limit on trial would have denied it */
    void count(String action, CheckOutcome outcome, boolean wouldDeny) {
        Cell cell = actions.get(action);
        if (cell == null) {
            cell = cell(action);
        }
        (outcome.reason().allows() ? cell.allowed : cell.denied).increment();
        if (outcome.penalty() != null) {
            cell.violations.increment();
        }
        if (wouldDeny) {
            cell.shadowed.increment();
        }
    }

    Totals totals() {
        return actions.values().stream().map(Cell::now).reduce(Totals.NONE, Totals::plus);
    }

    /** In the order of their names. */
    List<ActionCount> byAction() {
        return actions.entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(ActionCount::action))
                .toList();
    }

    private static ActionCount count(String action, Cell cell) {
        return new ActionCount(
                action, cell.allowed.sum(), cell.denied.sum(), cell.violations.sum(), cell.shadowed.sum());
    }

    /** The last 60 minutes that had checks, oldest first, the current one included. */
    List<MinuteCount> lastHour(long nowMs) {
        long current = Math.floorDiv(nowMs, MINUTE_MS);
        List<MinuteCount> shown = new ArrayList<>(MINUTES_SHOWN);
        synchronized (minutes) {
            Totals after = totals();
            Iterator<Minute> latestFirst = minutes.iterator();
            Minute minute = next(latestFirst);
            while (minute != null && minute.number() > current - MINUTES_SHOWN) {
                if (minute.number() <= current) {
                    shown.add(count(minute, after));
                }
                after = minute.before();
                minute = next(latestFirst);
            }
        }
        Collections.reverse(shown);
        return shown;
    }

    private static @Nullable Minute next(Iterator<Minute> minutes) {
        return minutes.hasNext() ? minutes.next() : null;
    }

    private static MinuteCount count(Minute minute, Totals after) {
        Totals grown = after.since(minute.before());
        return new MinuteCount(
                minute.number() * MINUTE_MS, grown.allowed(), grown.denied(), grown.violations(), minute.gauges());
    }
}
