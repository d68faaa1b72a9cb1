package dev.ratewarden.dashboard.handover;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.moderation.AuditEvents;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened while a moderator was away.
 *
 * @param sinceMs when they were last here, epoch ms on the store's clock
 * @param nowMs when they came back
 * @param counts how often each happened, as far as events are kept
 * @param keptSinceMs since when events are kept for certain, where that is later than {@code sinceMs}, so that there may have been more;
 *     null where all are there
 */
public record Absence(
        long sinceMs,
        long nowMs,
        Map<Kind, Long> counts,
        @Nullable Long keptSinceMs) {

    /** Shorter ones are not worth a word. */
    public static final long LEAST_MS = 10 * 60_000L;

    /** So many events are read at most. */
    static final int MOST_EVENTS = 20_000;

    /** Stores keep at least so many of one part of their users: fewer in all, and none was removed. */
    static final int KEPT_FOR_CERTAIN = 1_000;

    /** What is counted. */
    public enum Kind {
        BLOCKS(Set.of(EventTypes.USER_AUTO_BLOCKED)),
        BANS(Set.of(EventTypes.USER_BANNED)),
        REVERSALS(Set.of(EventTypes.USER_UNBANNED, EventTypes.USER_RESET, EventTypes.ACTION_UNDONE)),
        RAIDS(Set.of(EventTypes.COORDINATED_ABUSE));

        private final Set<String> types;

        Kind(Set<String> types) {
            this.types = types;
        }

        /** The types of events that it stands for. */
        public Set<String> types() {
            return types;
        }
    }

    public Absence {
        counts = Map.copyOf(counts);
    }

    public long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    public boolean isQuiet() {
        return counts.values().stream().allMatch(count -> count == 0);
    }

    /** @param events all that are kept since then, newest first, at most {@link #MOST_EVENTS} */
    static Absence of(List<SecurityEvent> events, long sinceMs, long nowMs) {
        Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        long noticed = 0;
        Long oldest = null;
        for (SecurityEvent event : events) {
            if (event.atMs() < sinceMs) {
                continue;
            }
            for (Kind kind : Kind.values()) {
                if (kind.types().contains(event.type())) {
                    counts.merge(kind, 1L, Long::sum);
                }
            }
            // The audit trail is kept for long; what checks noticed makes room for newer ones.
            if (!AuditEvents.isOne(event.type())) {
                noticed++;
                oldest = oldest == null ? event.atMs() : Math.min(oldest, event.atMs());
            }
        }
        boolean all = noticed < KEPT_FOR_CERTAIN && events.size() < MOST_EVENTS;
        return new Absence(sinceMs, nowMs, counts, all ? null : oldest);
    }
}
