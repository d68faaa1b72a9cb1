package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was counted, ever by the action, and by the minute. Totals only grow; minutes are kept for 48 hours. Thread-safe. */
final class Counters {

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_KEPT = 48 * 60;
    private static final int MINUTES_SHOWN = 60;

    private final ConcurrentMap<String, Cell> actions = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Minute> minutes = new ConcurrentSkipListMap<>();

    /** The minute of the latest check: nearly always that of the next one, too. */
    private volatile @Nullable Minute latest;

    private static final class Cell {
        final LongAdder allowed = new LongAdder();
        final LongAdder denied = new LongAdder();
        final LongAdder violations = new LongAdder();
        final LongAdder shadowed = new LongAdder();

        void count(CheckOutcome outcome, boolean wouldDeny) {
            (outcome.reason().allows() ? allowed : denied).increment();
            if (outcome.penalty() != null) {
                violations.increment();
            }
            if (wouldDeny) {
                shadowed.increment();
            }
        }
    }

    /** @param number minutes since the epoch */
    private record Minute(long number, Cell cell, Gauges gauges) {}

    /** Opens the minute of {@code nowMs} if this is its first check. */
    void beginMinute(long nowMs, Supplier<Gauges> gauges) {
        long number = Math.floorDiv(nowMs, MINUTE_MS);
        Minute open = latest;
        if (open != null && open.number() == number) {
            return;
        }
        Minute minute = minutes.get(number);
        if (minute == null) {
            minute = new Minute(number, new Cell(), gauges.get());
            Minute earlier = minutes.putIfAbsent(number, minute);
            minute = earlier == null ? minute : earlier;
            minutes.headMap(number - MINUTES_KEPT).clear();
        }
        latest = minute;
    }

    /** @param wouldDeny whether a limit on trial would have denied it */
    void count(String action, CheckOutcome outcome, boolean wouldDeny) {
        Cell cell = actions.get(action);
        if (cell == null) {
            cell = actions.computeIfAbsent(action, a -> new Cell());
        }
        cell.count(outcome, wouldDeny);
        long number = Math.floorDiv(outcome.nowMs(), MINUTE_MS);
        Minute open = latest;
        Minute minute = open != null && open.number() == number ? open : minutes.get(number);
        if (minute != null) {
            minute.cell().count(outcome, wouldDeny);
        }
    }

    long allowed() {
        return sum(cell -> cell.allowed);
    }

    long denied() {
        return sum(cell -> cell.denied);
    }

    long violations() {
        return sum(cell -> cell.violations);
    }

    /** In the order of their names. */
    List<ActionCount> byAction() {
        return actions.entrySet().stream()
                .map(entry -> new ActionCount(
                        entry.getKey(),
                        entry.getValue().allowed.sum(),
                        entry.getValue().denied.sum(),
                        entry.getValue().violations.sum(),
                        entry.getValue().shadowed.sum()))
                .sorted(Comparator.comparing(ActionCount::action))
                .toList();
    }

    /** The last 60 minutes that had checks, oldest first, the current one included. */
    List<MinuteCount> lastHour(long nowMs) {
        long current = Math.floorDiv(nowMs, MINUTE_MS);
        List<MinuteCount> shown = new ArrayList<>(MINUTES_SHOWN);
        minutes.subMap(current - MINUTES_SHOWN + 1, true, current, true)
                .forEach((number, minute) -> shown.add(new MinuteCount(
                        number * MINUTE_MS,
                        minute.cell().allowed.sum(),
                        minute.cell().denied.sum(),
                        minute.cell().violations.sum(),
                        minute.gauges())));
        return shown;
    }

    private long sum(Function<Cell, LongAdder> counter) {
        return actions.values().stream()
                .mapToLong(cell -> counter.apply(cell).sum())
                .sum();
    }
}
