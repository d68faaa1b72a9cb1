package dev.ratewarden.store.memory;

import dev.ratewarden.events.EventPage;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.AuditEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The latest security events and audit entries, newest first. Bounded: the oldest give way. */
final class Journal {

    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_AUDIT = 10_000;

    /** Guards everything below. Taken last, never while waiting for a user. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<Numbered> events = new ArrayDeque<>();
    private final Deque<AuditEntry> audit = new ArrayDeque<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong globalSequence = new AtomicLong();

    /** Until when what happened is not to be written again, epoch ms. */
    private final Map<String, Long> recorded = new HashMap<>();

    /** Of the latest event. */
    private long number;

    /** Of the latest event that gave way. */
    private long dropped;

    private record Numbered(long number, SecurityEvent event) {}

    /** One process is one shard. */
    String nextAuditId() {
        return "0-" + sequence.incrementAndGet();
    }

    /** For what concerns the whole community. */
    String nextGlobalAuditId() {
        return "g-" + globalSequence.incrementAndGet();
    }

    void event(SecurityEvent event) {
        lock.lock();
        try {
            add(event);
        } finally {
            lock.unlock();
        }
    }

    boolean record(SecurityEvent event, String once, long forMs, long nowMs) {
        lock.lock();
        try {
            recorded.values().removeIf(until -> until <= nowMs);
            // One that is further away than this one would be was set before the clock went back.
            recorded.computeIfPresent(once, (key, until) -> until - nowMs > forMs ? null : until);
            if (forMs > 0 && recorded.putIfAbsent(once, nowMs + forMs) != null) {
                return false;
            }
            add(event.atMs() == 0 ? event.at(nowMs) : event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(SecurityEvent event) {
        number++;
        events.addFirst(new Numbered(number, event));
        if (events.size() > MAX_EVENTS) {
            dropped = events.removeLast().number();
        }
    }

    void audited(AuditEntry entry) {
        lock.lock();
        try {
            audit.addFirst(entry);
            if (audit.size() > MAX_AUDIT) {
                audit.removeLast();
            }
            add(AuditEvents.of(entry));
        } finally {
            lock.unlock();
        }
    }

    /** Removes the events about a user but those that are audit entries. */
    void forget(String userId) {
        lock.lock();
        try {
            events.removeIf(one -> userId.equals(one.event().userId())
                    && !AuditEvents.isOne(one.event().type()));
        } finally {
            lock.unlock();
        }
    }

    List<SecurityEvent> events(EventQuery query) {
        lock.lock();
        try {
            return events.stream()
                    .map(Numbered::event)
                    .filter(query::matches)
                    .limit(query.limit())
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    EventPage follow(@Nullable String position, int limit) {
        lock.lock();
        try {
            long after = position == null ? number : number(position);
            List<SecurityEvent> newer = new ArrayList<>();
            for (Numbered one : events) {
                if (one.number() <= after) {
                    break;
                }
                newer.add(one.event());
            }
            Collections.reverse(newer);
            boolean more = newer.size() > limit;
            List<SecurityEvent> page = more ? newer.subList(0, limit) : newer;
            return new EventPage(
                    page,
                    Long.toString(more ? numberOf(newer.size() - limit) : number),
                    more,
                    after < dropped && !isOldest(position),
                    0);
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOldest(@Nullable String position) {
        return position != null && position.isEmpty();
    }

    /** Of the event before the newest {@code behind}. */
    private long numberOf(int behind) {
        return events.stream().skip(behind).findFirst().orElseThrow().number();
    }

    private static long number(String position) {
        try {
            return position.isEmpty() ? 0 : Long.parseLong(position);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException("position %s: is none of this store".formatted(Inputs.quote(position)));
        }
    }

    List<AuditEntry> audit(int limit) {
        lock.lock();
        try {
            return audit.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }

    Optional<AuditEntry> auditEntry(String id) {
        lock.lock();
        try {
            return audit.stream().filter(entry -> entry.id().equals(id)).findFirst();
        } finally {
            lock.unlock();
        }
    }
}
