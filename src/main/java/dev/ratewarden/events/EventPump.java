package dev.ratewarden.events;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to sinks, each behind a bounded queue and on a thread of its own, so that a slow one holds up neither another nor whoever
 * brings the events. What comes to a full queue is dropped and counted, as is what a sink gives up; whoever can wait asks before whether there
 * is room. Thread-safe.
 */
public final class EventPump implements AutoCloseable {

    /** With so many events waiting a sink's queue is full; what is offered at once before that is taken whole. */
    public static final int DEFAULT_CAPACITY = 1_000;

    private static final Logger LOG = System.getLogger(EventPump.class.getName());
    private static final int BATCH = 100;
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A sink that has something to do and gets nothing done for so long is waited for no more, until it goes on. */
    private static final long HANGS_NANOS = Duration.ofSeconds(60).toNanos();

    private final List<Line> lines = new ArrayList<>();
    private final int capacity;
    private final LongSupplier nanos;

    /** So that all lines get the same in the same order. */
    private final ReentrantLock offering = new ReentrantLock();

    /** How many were offered so far; guarded by offering. */
    private long offered;

    /**
     * @param capacity with how many waiting events a sink's queue is full
     * @param threads must start a thread for each task
     * @param nanos as {@link System#nanoTime}
     */
    public EventPump(List<EventSink> sinks, int capacity, Executor threads, LongSupplier nanos) {
        this.capacity = capacity;
        this.nanos = nanos;
        for (EventSink sink : sinks) {
            Line line = new Line(sink);
            lines.add(line);
            threads.execute(line::work);
        }
    }

    /**
     * Returns at once.
     *
     * @return how many were offered so far; once {@link #settled} says as much these are done
     */
    public long offer(List<SecurityEvent> events) {
        offering.lock();
        try {
            if (!events.isEmpty()) {
                lines.forEach(line -> line.offer(events, offered));
                offered += events.size();
            }
            return offered;
        } finally {
            offering.unlock();
        }
    }

    /** Whether what is offered now is dropped for none but sinks that hang for a minute. */
    public boolean hasRoom() {
        return lines.stream().allMatch(Line::hasRoom);
    }

    /** So many of the first that were offered every sink took or gave up; sinks that hang for a minute are left out. */
    public long settled() {
        offering.lock();
        try {
            return lines.stream().mapToLong(line -> line.settled(offered)).min().orElse(offered);
        } finally {
            offering.unlock();
        }
    }

    /** How many events each sink lost since the last call; without those that lost none. */
    public Map<String, Long> takeLost() {
        Map<String, Long> lost = new TreeMap<>();
        for (Line line : lines) {
            long count = line.takeLost();
            if (count > 0) {
                lost.merge(line.sink.name(), count, Long::sum);
            }
        }
        return lost;
    }

    /** Gives the sinks some seconds for what is waiting, then ends them. */
    @Override
    public void close() {
        close(GRACE);
    }

    /** @param grace how long in all the sinks may take for what is waiting */
    public void close(Duration grace) {
        lines.forEach(Line::finish);
        long deadline = System.nanoTime() + grace.toNanos();
        lines.forEach(line -> line.awaitEnd(deadline));
    }

    /** One sink, its queue, and the thread that serves it. */
    private final class Line {

        private final EventSink sink;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();

        // All guarded by lock.
        private final Deque<Numbered> waiting = new ArrayDeque<>();
        private List<Numbered> inHand = List.of();
        private long progressNanos;
        private long droppedSince;
        private long lost;
        private boolean finishing;
        private boolean ended;
        private @Nullable Thread worker;

        /** Whether the last batch failed; used by the worker alone. */
        private boolean failing;

        Line(EventSink sink) {
            this.sink = sink;
        }

        void offer(List<SecurityEvent> events, long before) {
            lock.lock();
            try {
                if (finishing || waiting.size() >= capacity) {
                    droppedSince += events.size();
                    lost += events.size();
                    return;
                }
                if (isIdle()) {
                    progressNanos = nanos.getAsLong();
                }
                long number = before;
                for (SecurityEvent event : events) {
                    waiting.add(new Numbered(number++, event));
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        boolean hasRoom() {
            lock.lock();
            try {
                return waiting.size() < capacity || hangs();
            } finally {
                lock.unlock();
            }
        }

        /** How many come before the first that is not done. */
        long settled(long all) {
            lock.lock();
            try {
                if (isIdle() || hangs()) {
                    return all;
                }
                return (inHand.isEmpty() ? waiting.element() : inHand.getFirst()).number();
            } finally {
                lock.unlock();
            }
        }

        private boolean isIdle() {
            return inHand.isEmpty() && waiting.isEmpty();
        }

        private boolean hangs() {
            return !isIdle() && nanos.getAsLong() - progressNanos >= HANGS_NANOS;
        }

        long takeLost() {
            lock.lock();
            try {
                long count = lost;
                lost = 0;
                return count;
            } finally {
                lock.unlock();
            }
        }

        void finish() {
            lock.lock();
            try {
                finishing = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void awaitEnd(long deadline) {
            lock.lock();
            try {
                while (!ended && deadline - System.nanoTime() > 0) {
                    changed.awaitNanos(deadline - System.nanoTime());
                }
                if (!ended && worker != null) {
                    worker.interrupt();
                    LOG.log(
                            Level.WARNING,
                            "{0}: ended with {1} events still waiting; the store''s event log has them",
                            sink.name(),
                            waiting.size());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                lock.unlock();
            }
        }

        private void work() {
            try {
                lock.lock();
                try {
                    worker = Thread.currentThread();
                } finally {
                    lock.unlock();
                }
                for (Batch batch = next(); batch != null; batch = next()) {
                    give(batch);
                }
            } catch (InterruptedException e) {
                // It was told to end; what was waiting is still in the store's event log.
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        }

        /** Null when there is nothing more to come. */
        private @Nullable Batch next() throws InterruptedException {
            lock.lock();
            try {
                while (waiting.isEmpty()) {
                    if (finishing) {
                        return null;
                    }
                    changed.await();
                }
                List<Numbered> some = new ArrayList<>();
                while (!waiting.isEmpty() && some.size() < BATCH) {
                    some.add(waiting.remove());
                }
                inHand = some;
                long dropped = droppedSince;
                droppedSince = 0;
                return new Batch(some.stream().map(Numbered::event).toList(), dropped);
            } finally {
                lock.unlock();
            }
        }

        private void give(Batch batch) throws InterruptedException {
            int gaveUp = batch.events().size();
            try {
                gaveUp = sink.accept(batch.events(), batch.dropped());
                failing = false;
                done();
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.log(Level.WARNING, sink.name() + ": failed, events are lost", e);
                }
                failing = true;
                done();
            } finally {
                lock.lock();
                try {
                    lost += gaveUp;
                } finally {
                    lock.unlock();
                }
            }
        }

        /** Not when it was interrupted: what it had in hand then is to be read again. */
        private void done() {
            lock.lock();
            try {
                inHand = List.of();
                progressNanos = nanos.getAsLong();
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            try {
                sink.close();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, sink.name() + ": did not close", e);
            } finally {
                lock.lock();
                try {
                    ended = true;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** @param number how many were offered before it */
    private record Numbered(long number, SecurityEvent event) {}

    private record Batch(List<SecurityEvent> events, long dropped) {}
}
