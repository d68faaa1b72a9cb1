package dev.ratewarden.store.model;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.MinuteCount;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What was counted, by action and by minute. */
final class ModelCounts {

    private static final long MINUTE_MS = 60_000;
    private static final int MINUTES_SHOWN = 60;

    private final Map<String, ActionCount> actions = new TreeMap<>();
    private final Map<Long, MinuteCount> minutes = new TreeMap<>();
    private final Map<Long, Map<String, ActionMinute>> traffic = new TreeMap<>();

    void beginMinute(long nowMs, Supplier<MinuteCount.Gauges> gauges) {
        long start = Math.floorDiv(nowMs, MINUTE_MS) * MINUTE_MS;
        minutes.computeIfAbsent(start, s -> new MinuteCount(s, 0, 0, 0, gauges.get()));
    }

    void count(String action, CheckOutcome outcome, boolean wouldDeny) {
        long allowed = outcome.reason().allows() ? 1 : 0;
        long violation = outcome.reason() == Reason.LIMITED ? 1 : 0;
        ActionCount one = new ActionCount(action, allowed, 1 - allowed, violation, wouldDeny ? 1 : 0);
        actions.merge(
                action,
                one,
                (a, b) -> new ActionCount(
                        action,
                        a.allowed() + b.allowed(),
                        a.denied() + b.denied(),
                        a.violations() + b.violations(),
                        a.wouldDeny() + b.wouldDeny()));
        long minute = Math.floorDiv(outcome.nowMs(), MINUTE_MS);
        traffic.computeIfAbsent(minute, m -> new TreeMap<>())
                .merge(
                        action,
                        new ActionMinute(minute * MINUTE_MS, action, allowed, 1 - allowed, violation),
                        (a, b) -> new ActionMinute(
                                a.startMs(),
                                action,
                                a.allowed() + b.allowed(),
                                a.denied() + b.denied(),
                                a.violations() + b.violations()));
        minutes.computeIfPresent(
                Math.floorDiv(outcome.nowMs(), MINUTE_MS) * MINUTE_MS,
                (start, so) -> new MinuteCount(
                        start,
                        so.allowed() + allowed,
                        so.denied() + 1 - allowed,
                        so.violations() + violation,
                        so.gauges()));
    }

    List<ActionMinute> traffic(long firstMinute, int count) {
        return traffic.entrySet().stream()
                .filter(minute -> minute.getKey() >= firstMinute && minute.getKey() < firstMinute + count)
                .flatMap(minute -> minute.getValue().values().stream())
                .toList();
    }

    List<ActionCount> byAction() {
        return List.copyOf(actions.values());
    }

    long sum(ToLongFunction<ActionCount> of) {
        return actions.values().stream().mapToLong(of).sum();
    }

    List<MinuteCount> lastHour(long nowMs) {
        long thisMinute = Math.floorDiv(nowMs, MINUTE_MS) * MINUTE_MS;
        return minutes.values().stream()
                .filter(minute -> minute.startMs() <= thisMinute)
                .filter(minute -> minute.startMs() > thisMinute - MINUTES_SHOWN * MINUTE_MS)
                .toList();
    }
}
