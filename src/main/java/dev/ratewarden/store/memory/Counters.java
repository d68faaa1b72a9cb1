package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
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
    }

    /** Checks allowed and denied, and violations. */
    record Totals(long allowed, long denied, long violations) {}

    /**
     * A minute that had checks.
     *
     * @param number minutes since the epoch
     * @param before the totals as it began
     */
    private record Minute(long number, Totals before, Gauges gauges) {}

    /** Opens the minute of {@code nowMs} if this is its first check. While the clock is behind, the latest minute goes on. */
    void beginMinute(long nowMs, Supplier<Gauges> gauges) {
        if (Math.floorDiv(nowMs, MINUTE_MS) > latestMinute) {
            openMinute(Math.floorDiv(nowMs, MINUTE_MS), gauges.get());
        }
    }

    private void openMinute(long number, Gauges gauges) {
        synchronized (minutes) {
            if (number > latestMinute) {
                minutes.addFirst(new Minute(number, totals(), gauges));
                if (minutes.size() > MINUTES_KEPT) {
                    minutes.removeLast();
                }
                latestMinute = number;
            }
        }
    }

    /** @param wouldDeny whether a limit on trial would have denied it */
    void count(String action, CheckOutcome outcome, boolean wouldDeny) {
        Cell cell = actions.get(action);
        if (cell == null) {
            cell = actions.computeIfAbsent(action, a -> new Cell());
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
        long allowed = 0;
        long denied = 0;
        long violations = 0;
        for (Cell cell : actions.values()) {
            allowed += cell.allowed.sum();
            denied += cell.denied.sum();
            violations += cell.violations.sum();
        }
        return new Totals(allowed, denied, violations);
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
        Totals before = minute.before();
        return new MinuteCount(
                minute.number() * MINUTE_MS,
                after.allowed() - before.allowed(),
                after.denied() - before.denied(),
                after.violations() - before.violations(),
                minute.gauges());
    }
}
