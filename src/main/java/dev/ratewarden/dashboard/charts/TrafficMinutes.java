package dev.ratewarden.dashboard.charts;

import dev.ratewarden.moderation.ActionMinute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What was checked in each minute, as far as it was read. Minutes are counted since the epoch, on the store's clock. Immutable. */
public final class TrafficMinutes {

    public static final long MINUTE_MS = 60_000;

    /** Nothing was read. */
    public static final TrafficMinutes NONE = new TrafficMinutes(new TreeMap<>(), 0);

    private static final Comparator<ActionShare> MOST_CHECKS =
            Comparator.comparingLong(ActionShare::checks).reversed().thenComparing(ActionShare::action);

    private final NavigableMap<Long, List<ActionMinute>> over;
    /** The store's clock when the newest was read, epoch ms; 0 if nothing was. */
    private final long nowMs;

    private TrafficMinutes(NavigableMap<Long, List<ActionMinute>> over, long nowMs) {
        this.over = over;
        this.nowMs = nowMs;
    }

    /**
     * @param over minutes that were read and were over, those without checks included
     * @param nowMs the store's clock
     */
    public static TrafficMinutes of(Map<Long, List<ActionMinute>> over, long nowMs) {
        return new TrafficMinutes(Collections.unmodifiableNavigableMap(new TreeMap<>(over)), nowMs);
    }

    /** Whether that minute was over and was read. */
    public boolean isKnown(long minute) {
        return over.containsKey(minute);
    }

    /** The newest minute that was over and was read; empty if none was. */
    OptionalLong newestKnown() {
        return over.isEmpty() ? OptionalLong.empty() : OptionalLong.of(over.lastKey());
    }

    /** What was checked in that minute; empty if nothing was, or nobody knows. */
    public List<ActionMinute> at(long minute) {
        return over.getOrDefault(minute, List.of());
    }

    /** How many of the last so many minutes, the running one not counted, were read. */
    public int known(int spanMinutes) {
        long running = nowMs / MINUTE_MS;
        return nowMs == 0 ? 0 : over.subMap(running - spanMinutes, running).size();
    }

    /** All actions that were checked in the last so many full minutes, as far as they were read (see {@link #known}); most checks first. */
    public List<ActionShare> shares(int spanMinutes) {
        Map<String, ActionShare> shares = new HashMap<>();
        if (!over.isEmpty()) {
            over.tailMap(over.lastKey() - spanMinutes, false).values().forEach(minute -> add(minute, shares));
        }
        List<ActionShare> sorted = new ArrayList<>(shares.values());
        sorted.sort(MOST_CHECKS);
        return List.copyOf(sorted);
    }

    private static void add(List<ActionMinute> minute, Map<String, ActionShare> shares) {
        for (ActionMinute each : minute) {
            shares.merge(
                    each.action(),
                    new ActionShare(each.action(), each.allowed(), each.denied(), each.violations()),
                    (sum, more) -> sum.plus(more.allowed(), more.denied(), more.violations()));
        }
    }

    /** The same minutes at the same moment. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TrafficMinutes same && nowMs == same.nowMs && over.equals(same.over);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(nowMs);
    }
}
