package dev.ratewarden.dashboard.policies;

import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of each action was denied lately. Reads each minute that is over once, in pieces that the store takes. Thread-safe, its own
 * lock guards what was read; does I/O on the calling thread.
 */
final class DenialHistory {

    /** The longest span that can be asked for, in minutes. */
    static final int MOST_MINUTES = 24 * 60;

    private static final long MINUTE_MS = 60_000;

    private final Map<Long, List<ActionMinute>> over = new HashMap<>();

    /**
     * The checks of an action in a span.
     *
     * @param checks allowed and denied
     */
    record Share(long checks, long denied) {

        double denials() {
            return (double) denied / checks;
        }
    }

    /**
     * @param nowMs the store's time, epoch ms
     * @param minutes how many, the present one among them, 1 to {@value #MOST_MINUTES}
     * @return by action; those without checks are missing
     */
    synchronized Map<String, Share> read(Moderation moderation, long nowMs, int minutes) {
        long present = nowMs / MINUTE_MS;
        over.keySet().removeIf(minute -> minute <= present - MOST_MINUTES || minute > present);
        List<ActionMinute> found = new ArrayList<>();
        for (long from = present - minutes + 1; from <= present; from += ModerationStore.MAX_TRAFFIC_MINUTES) {
            long to = Math.min(present, from + ModerationStore.MAX_TRAFFIC_MINUTES - 1);
            found.addAll(piece(moderation, from, to, present));
        }
        Map<String, Share> shares = new HashMap<>();
        for (ActionMinute minute : found) {
            shares.merge(
                    minute.action(),
                    new Share(minute.allowed() + minute.denied(), minute.denied()),
                    (one, other) -> new Share(one.checks() + other.checks(), one.denied() + other.denied()));
        }
        return Map.copyOf(shares);
    }

    private List<ActionMinute> piece(Moderation moderation, long from, long to, long present) {
        List<ActionMinute> found = new ArrayList<>();
        long first = from;
        for (@Nullable List<ActionMinute> known = over.get(first);
                first <= to && known != null;
                known = over.get(first)) {
            found.addAll(known);
            first++;
        }
        if (first > to) {
            return found;
        }
        List<ActionMinute> read = moderation.traffic(first, (int) (to - first + 1));
        found.addAll(read);
        // The minute before the present one may still be written by a bot whose reply is on its way.
        for (long minute = first; minute <= Math.min(to, present - 2); minute++) {
            long start = minute * MINUTE_MS;
            over.put(
                    minute,
                    read.stream().filter(each -> each.startMs() == start).toList());
        }
        return found;
    }
}
