package dev.ratewarden.dashboard.charts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The actions that are checked most, over a span.
 *
 * @param top most checks first
 * @param others all others together; null if there are none
 * @param otherCount how many those are
 * @param spanMinutes how far back it was looked
 * @param knownMinutes how many of those minutes were read
 */
public record TopActions(
        List<ActionShare> top, @Nullable ActionShare others, int otherCount, int spanMinutes, int knownMinutes) {

    static final int MOST = 8;

    /** Nothing is known yet. */
    public static final TopActions NONE = new TopActions(List.of(), null, 0, 0, 0);

    public TopActions {
        top = List.copyOf(top);
    }

    /** One more than fits is named rather than called "1 other". */
    static TopActions of(TrafficMinutes minutes, int spanMinutes) {
        List<ActionShare> all = minutes.shares(spanMinutes);
        int named = all.size() <= MOST + 1 ? all.size() : MOST;
        List<ActionShare> rest = all.subList(named, all.size());
        ActionShare others = new ActionShare("", 0, 0, 0);
        for (ActionShare each : rest) {
            others = others.plus(each.allowed(), each.denied(), each.violations());
        }
        return new TopActions(
                all.subList(0, named),
                rest.isEmpty() ? null : others,
                rest.size(),
                spanMinutes,
                Math.min(spanMinutes, minutes.known(spanMinutes)));
    }

    /** The checks of the longest bar; at least 1. */
    long most() {
        long first = top.isEmpty() ? 0 : top.getFirst().checks();
        return Math.max(1, others == null ? first : Math.max(first, others.checks()));
    }
}
