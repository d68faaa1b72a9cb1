package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.Attempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * Sends checks. Those that wait at the same time share one pipeline: whoever gets a connection takes along what is waiting (flat
 * combining, Hendler et al., SPAA 2010), so no extra threads are needed. Thread-safe; its lock
 * is never held during I/O.
 */
final class Checks implements AutoCloseable {

    private static final int DEPTH = 64;
    private static final int MAX_ABANDONED = 10_000;
    private static final int WARM_UPS = 5;

    private final Keyspace keyspace;
    private final CheckPipeline pipeline;
    private final MinuteGauges gauges;
    private final Semaphore free;

    /** Guards the two queues. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<WaitingCheck> waiting = new ArrayDeque<>();
    private final ArrayDeque<Link> idle = new ArrayDeque<>();

    /** Lanes whose connection failed: a call in them may still run, until they are closed. */
    private final ConcurrentLinkedQueue<String> abandoned = new ConcurrentLinkedQueue<>();

    /** Goes up with each outage: what was connected before is not used again. Guarded by {@link #lock}. */
    private long outages;

    private volatile boolean closed;

    Checks(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.pipeline = new CheckPipeline(keyspace, policies);
        this.gauges = new MinuteGauges(keyspace, policies);
        this.free = new Semaphore(keyspace.settings().connections());
    }

    /**
     * Looks a few times without checking anything, so that the first check meets a connection, a loaded script and code that ran before:
     * a program that has just begun is slow, and Redis should not be taken for away because of it.
     */
    void warmUp() {
        CheckRequest nobody = CheckRequest.of("-", "warm-up");
        for (int i = 0; i < WARM_UPS; i++) {
            waited(nobody, CheckCodec.Mode.PEEK);
        }
    }

    /** Decides one check; blocks until it is answered or the time is up. */
    CheckOutcome run(CheckRequest request, CheckCodec.Mode mode) {
        return answered(waited(request, mode));
    }

    /** The same, but an outage is an answer, and names the call that may have run all the same. */
    Attempt attempt(CheckRequest request) {
        WaitingCheck mine = waited(request, CheckCodec.Mode.CHECK);
        return mine.failure instanceof StoreUnavailableException away
                ? new Attempt.Unanswered(away, mine.call())
                : new Attempt.Answered(answered(mine), mine.call());
    }

    /** A round trip that waits for a connection as a check does, and then has it to itself: what checks are compared with. */
    void ping() {
        RedisSettings settings = keyspace.settings();
        try {
            if (!free.tryAcquire(settings.poolWaitMs(), TimeUnit.MILLISECONDS)) {
                throw RedisErrors.exhausted(settings);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for a connection", e);
        }
        try {
            pingAlone();
        } finally {
            free.release();
            wakeNext();
        }
    }

    private void pingAlone() {
        Link link = null;
        try {
            long before;
            lock.lock();
            try {
                before = outages;
                link = idle.poll();
            } finally {
                lock.unlock();
            }
            if (link == null) {
                link = keyspace.open(keyspace.settings().lanes(), true);
            }
            link.sendTo(null, Command.PING);
            Replies.orThrow(link.replies(1).get(0));
            giveBack(link, before);
        } catch (RuntimeException e) {
            if (link != null) {
                giveUp(link);
            }
            throw RedisErrors.translated(e, keyspace.settings());
        }
    }

    private WaitingCheck waited(CheckRequest request, CheckCodec.Mode mode) {
        WaitingCheck mine = new WaitingCheck(request, mode);
        locked(() -> waiting.add(mine));
        boolean interrupted = await(mine);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return mine;
    }

    private static CheckOutcome answered(WaitingCheck mine) {
        if (mine.failure != null) {
            throw fresh(mine.failure);
        }
        CheckOutcome outcome = mine.outcome;
        if (outcome == null) {
            throw new IllegalStateException("a check ended without an answer");
        }
        return outcome;
    }

    private boolean await(WaitingCheck mine) {
        RedisSettings settings = keyspace.settings();
        long patience = TimeUnit.MILLISECONDS.toNanos(
                (long) settings.connectTimeoutMs() + settings.readTimeoutMs() + settings.poolWaitMs());
        long deadline = System.nanoTime() + patience;
        boolean interrupted = false;
        while (!mine.done) {
            if (free.tryAcquire()) {
                try {
                    lead();
                } finally {
                    free.release();
                    wakeNext();
                }
                if (mine.done) {
                    break;
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 && withdrawn(mine)) {
                mine.fail(RedisErrors.exhausted(settings));
                break;
            }
            // Past the deadline it is on its way: whoever sent it is bounded by the timeouts of the connection.
            LockSupport.parkNanos(this, left > 0 ? left : patience);
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    private boolean withdrawn(WaitingCheck mine) {
        lock.lock();
        try {
            return waiting.remove(mine);
        } finally {
            lock.unlock();
        }
    }

    private void wakeNext() {
        lock.lock();
        try {
            WaitingCheck next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.caller);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is waiting, as one who holds a permit for a connection. */
    private void lead() {
        List<WaitingCheck> batch = new ArrayList<>();
        Link kept;
        long before;
        lock.lock();
        try {
            before = outages;
            while (batch.size() < DEPTH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            kept = batch.isEmpty() ? null : idle.poll();
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            send(batch, kept, before);
        }
    }

    private void send(List<WaitingCheck> batch, @Nullable Link kept, long before) {
        Link link = kept;
        try {
            if (link == null) {
                link = keyspace.open(
                        keyspace.settings().lanes(), batch.stream().anyMatch(one -> one.mode == CheckCodec.Mode.CHECK));
            }
            pipeline.decide(link, batch);
            noteMinute(link, batch);
            giveBack(link, before);
        } catch (RuntimeException e) {
            // What was sent may or may not have run: the connection and its lanes are not used again.
            if (link != null) {
                giveUp(link);
            }
            if (kept != null && hungUpOnALook(batch, e)) {
                // It happened while the connection was idle, and nothing was to be written: another one tells whether
                // Redis is there.
                send(batch.stream().filter(one -> !one.done).toList(), null, before);
                return;
            }
            RatewardenException error = RedisErrors.translated(e, keyspace.settings());
            if (error instanceof StoreUnavailableException) {
                abandonOthers(error);
            }
            batch.stream().filter(one -> !one.done).forEach(one -> one.fail(error));
        }
    }

    private static boolean hungUpOnALook(List<WaitingCheck> batch, RuntimeException e) {
        return RedisErrors.breaksConnection(e)
                && !RedisErrors.timedOut(e)
                && batch.stream().allMatch(one -> one.mode == CheckCodec.Mode.PEEK);
    }

    private void noteMinute(Link link, List<WaitingCheck> batch) {
        for (WaitingCheck one : batch) {
            CheckOutcome outcome = one.outcome;
            if (outcome != null && one.mode == CheckCodec.Mode.CHECK) {
                gauges.seen(link, outcome.nowMs());
            }
        }
    }

    /** @param before how many outages there had been when the connection was taken */
    private void giveBack(Link link, long before) {
        if (!keep(link, before)) {
            giveUp(link);
        }
    }

    private boolean keep(Link link, long before) {
        lock.lock();
        try {
            boolean good = !closed && before == outages && link.usable();
            if (good) {
                idle.push(link);
            }
            return good;
        } finally {
            lock.unlock();
        }
    }

    /** Those who still wait would only wait for the same; the other connections are likely to be gone as well. */
    private void abandonOthers(RatewardenException error) {
        List<WaitingCheck> others = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        locked(() -> {
            others.addAll(waiting);
            waiting.clear();
            outages++;
            links.addAll(idle);
            idle.clear();
        });
        links.forEach(this::giveUp);
        others.forEach(one -> one.fail(error));
    }

    void giveUp(Link link) {
        link.close();
        Lanes left = link.lanes();
        if (left != null && abandoned.size() < MAX_ABANDONED) {
            abandoned.add(left.text());
        }
    }

    /** The lanes of connections that failed since the last call. */
    Set<String> takeAbandoned() {
        Set<String> lanes = new LinkedHashSet<>();
        for (String lane = abandoned.poll(); lane != null; lane = abandoned.poll()) {
            lanes.add(lane);
        }
        return lanes;
    }

    /** Those that could not be closed yet. */
    void putBack(Set<String> lanes) {
        abandoned.addAll(lanes);
    }

    /** See {@link CheckPipeline#stopWhenEmptied}. */
    void stopWhenEmptied() {
        pipeline.stopWhenEmptied();
    }

    /** Takes a connection with lanes of its own, for the next check. */
    void adopt(Link link) {
        if (closed) {
            giveUp(link);
        } else {
            locked(() -> idle.push(link));
        }
    }

    /** Each caller gets an exception of its own, with its own stack trace. */
    private static RuntimeException fresh(RuntimeException failure) {
        return switch (failure) {
            case StoreUnavailableException e -> new StoreUnavailableException(messageOf(e), e);
            case StoreException e -> new StoreException(messageOf(e), e);
            default -> failure;
        };
    }

    private static String messageOf(RuntimeException e) {
        return e.getMessage() == null ? "no message" : e.getMessage();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        Collection<Link> links = new ArrayList<>();
        locked(() -> {
            links.addAll(idle);
            idle.clear();
        });
        links.forEach(Link::close);
    }
}
