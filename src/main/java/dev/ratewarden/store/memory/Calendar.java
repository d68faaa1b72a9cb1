package dev.ratewarden.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Users by the hour in which they were seen when they were put here, the first of an hour first. Whoever takes one out looks whether it
 * was seen since, and then puts it where it belongs: so a check has nothing to move. Not thread-safe.
 */
final class Calendar {

    private static final long HOUR_MS = 3_600_000;

    private TreeMap<Long, Deque<UserState>> hours = new TreeMap<>();

    void put(UserState user, long seenAtMs) {
        hours.computeIfAbsent(Math.floorDiv(seenAtMs, HOUR_MS), hour -> new ArrayDeque<>())
                .addLast(user);
    }

    /** The one that has been here longest of the earliest hour. */
    @Nullable
    UserState takeFirst() {
        Map.Entry<Long, Deque<UserState>> earliest = hours.firstEntry();
        if (earliest == null) {
            return null;
        }
        UserState user = earliest.getValue().pollFirst();
        if (earliest.getValue().isEmpty()) {
            hours.remove(earliest.getKey());
        }
        return user;
    }

    boolean isEmpty() {
        return hours.isEmpty();
    }

    /** Epoch ms from which on everybody of the earliest hour was put here for something older; {@link Long#MAX_VALUE} if nobody is. */
    long endOfFirstHour() {
        return hours.isEmpty() ? Long.MAX_VALUE : (hours.firstKey() + 1) * HOUR_MS;
    }

    /** Takes over everybody of another one, which is empty afterwards. Only where this one is empty. */
    void takeOver(Calendar other) {
        hours = other.hours;
        other.hours = new TreeMap<>();
    }
}
