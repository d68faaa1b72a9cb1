package dev.ratewarden.store.memory;

import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.SecurityEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The latest security events and audit entries, newest first. Bounded: the oldest give way. */
final class Journal {

    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_AUDIT = 10_000;

    /** Guards both deques. Taken last, never while waiting for a user. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Deque<SecurityEvent> events = new ArrayDeque<>();
    private final Deque<AuditEntry> audit = new ArrayDeque<>();
    private final AtomicLong sequence = new AtomicLong();

    /** One process is one shard. */
    String nextAuditId() {
        return "0-" + sequence.incrementAndGet();
    }

    void event(SecurityEvent event) {
        add(events, event, MAX_EVENTS);
    }

    void audited(AuditEntry entry) {
        add(audit, entry, MAX_AUDIT);
    }

    /** Removes the events about a user. */
    void forget(String userId) {
        lock.lock();
        try {
            events.removeIf(event -> userId.equals(event.userId()));
        } finally {
            lock.unlock();
        }
    }

    List<SecurityEvent> events(int limit) {
        return newest(events, limit);
    }

    List<AuditEntry> audit(int limit) {
        return newest(audit, limit);
    }

    private <T> void add(Deque<T> deque, T item, int max) {
        lock.lock();
        try {
            deque.addFirst(item);
            if (deque.size() > max) {
                deque.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> List<T> newest(Deque<T> deque, int limit) {
        lock.lock();
        try {
            return deque.stream().limit(limit).toList();
        } finally {
            lock.unlock();
        }
    }
}
