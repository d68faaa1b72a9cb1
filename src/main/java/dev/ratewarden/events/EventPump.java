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
import org.jspecify.annotations.Nullable;

/**
 * Hands events to sinks, each behind a bounded queue and on a thread of its own, so that a slow one holds up neither another nor whoever
 * brings the events. What a full queue cannot take is dropped and counted, as is what a sink gives up. Thread-safe.
 */
public final class EventPump implements AutoCloseable {

    /** How many events wait for a sink at most. */
    public static final int DEFAULT_CAPACITY = 1_000;

    private static final Logger LOG = System.getLogger(EventPump.class.getName());
    private static final int BATCH = 100;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Line> lines = new ArrayList<>();
    private final int capacity;

    /**
     * @param capacity how many events wait for each sink at most
     * @param threads must start a thread for each task
     */
    public EventPump(List<EventSink> sinks, int capacity, Executor threads) {
        this.capacity = capacity;
        for (EventSink sink : sinks) {
            Line line = new Line(sink);
            lines.add(line);
            threads.execute(line::work);
        }
    }

    /** Returns at once. */
    public void offer(List<SecurityEvent> events) {
        if (!events.isEmpty()) {
            lines.forEach(line -> line.offer(events));
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
        private final Deque<SecurityEvent> waiting = new ArrayDeque<>();
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

        void offer(List<SecurityEvent> events) {
            lock.lock();
            try {
                for (SecurityEvent event : events) {
                    if (finishing || waiting.size() >= capacity) {
                        droppedSince++;
                        lost++;
                    } else {
                        waiting.add(event);
                    }
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
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
                List<SecurityEvent> events = new ArrayList<>();
                while (!waiting.isEmpty() && events.size() < BATCH) {
                    events.add(waiting.remove());
                }
                long dropped = droppedSince;
                droppedSince = 0;
                return new Batch(events, dropped);
            } finally {
                lock.unlock();
            }
        }

        private void give(Batch batch) throws InterruptedException {
            int gaveUp = batch.events().size();
            try {
                gaveUp = sink.accept(batch.events(), batch.dropped());
                failing = false;
            } catch (RuntimeException e) {
                if (!failing) {
                    LOG.log(Level.WARNING, sink.name() + ": failed, events are lost", e);
                }
                failing = true;
            } finally {
                lock.lock();
                try {
                    lost += gaveUp;
                } finally {
                    lock.unlock();
                }
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

    private record Batch(List<SecurityEvent> events, long dropped) {}
}
