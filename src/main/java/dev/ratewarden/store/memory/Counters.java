package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was counted, ever and by the minute. Totals only grow; minutes are kept for 48 hours. */
final class Counters {

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_KEPT = 48 * 60;
    private static final int MINUTES_SHOWN = 60;

    private final Cell ever = new Cell(null);
    private final ConcurrentSkipListMap<Long, Cell> minutes = new ConcurrentSkipListMap<>();

    private static final class Cell {
        final LongAdder allowed = new LongAdder();
        final LongAdder denied = new LongAdder();
        final LongAdder violations = new LongAdder();
        final @Nullable Gauges gauges;

        Cell(@Nullable Gauges gauges) {
            this.gauges = gauges;
        }

        void count(CheckOutcome outcome) {
            (outcome.reason().allows() ? allowed : denied).increment();
            if (outcome.penalty() != null) {
                violations.increment();
            }
        }
    }

    /** Opens the minute of {@code nowMs} if this is its first check. */
    void beginMinute(long nowMs, Supplier<Gauges> gauges) {
        long minute = Math.floorDiv(nowMs, MINUTE_MS);
        if (!minutes.containsKey(minute)) {
            minutes.putIfAbsent(minute, new Cell(gauges.get()));
            minutes.headMap(minute - MINUTES_KEPT).clear();
        }
    }

    void count(CheckOutcome outcome) {
        ever.count(outcome);
        Cell minute = minutes.get(Math.floorDiv(outcome.nowMs(), MINUTE_MS));
        if (minute != null) {
            minute.count(outcome);
        }
    }

    long allowed() {
        return ever.allowed.sum();
    }

    long denied() {
        return ever.denied.sum();
    }

    long violations() {
        return ever.violations.sum();
    }

    /** The last 60 minutes that had checks, oldest first, the current one included. */
    List<MinuteCount> lastHour(long nowMs) {
        long current = Math.floorDiv(nowMs, MINUTE_MS);
        List<MinuteCount> shown = new ArrayList<>(MINUTES_SHOWN);
        minutes.subMap(current - MINUTES_SHOWN + 1, true, current, true)
                .forEach((minute, cell) -> shown.add(new MinuteCount(
                        minute * MINUTE_MS,
                        cell.allowed.sum(),
                        cell.denied.sum(),
                        cell.violations.sum(),
                        cell.gauges)));
        return shown;
    }
}
