package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.store.Attempt;
import dev.ratewarden.store.CallId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends checks. Those that wait at the same time share one pipeline: whoever gets a connection takes along what is waiting (flat
 * combining, Hendler et al., SPAA 2010), so no extra threads are needed. Thread-safe; no lock is held during I/O.
 */
final class Checks implements AutoCloseable {

    private static final int DEPTH = 64;
    private static final int ROUNDS = 8;
    private static final int MAX_ABANDONED = 10_000;

    private final Keyspace keyspace;
    private final Policies policies;
    private final MinuteGauges gauges;
    private final Semaphore free;

    /** Guards the two queues. */
    private final ReentrantLock lock = new ReentrantLock();

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final ArrayDeque<Link> idle = new ArrayDeque<>();

    /** Lanes whose connection failed: a call in them may still run, until they are closed. */
    private final ConcurrentLinkedQueue<String> abandoned = new ConcurrentLinkedQueue<>();

    private volatile boolean stopsWhenEmptied;
    private volatile boolean closed;

    /** One caller's check. Its answer is written by whoever sends it, and read by the caller after {@code done}. */
    private static final class Waiting {
        final CheckRequest request;
        final CheckCodec.Mode mode;
        final Thread caller = Thread.currentThread();

        @Nullable
        CheckOutcome outcome;

        @Nullable
        RuntimeException failure;

        /** The lanes in which it was sent last, unless it is known that it did not run there. */
        @Nullable
        Lanes lanes;

        /** Its number in them. */
        long number;

        volatile boolean done;

        Waiting(CheckRequest request, CheckCodec.Mode mode) {
            this.request = request;
            this.mode = mode;
        }

        void finish() {
            done = true;
            LockSupport.unpark(caller);
        }

        void fail(RuntimeException error) {
            failure = error;
            finish();
        }

        @Nullable
        CallId call() {
            return lanes == null ? null : new CallId(lanes.text(), number);
        }
    }

    Checks(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.policies = policies;
        this.gauges = new MinuteGauges(keyspace, policies);
        this.free = new Semaphore(keyspace.settings().connections());
    }

    /** Decides one check; blocks until it is answered or the time is up. */
    CheckOutcome run(CheckRequest request, CheckCodec.Mode mode) {
        return answered(waited(request, mode));
    }

    /** The same, but an outage is an answer, and names the call that may have run all the same. */
    Attempt attempt(CheckRequest request) {
        Waiting mine = waited(request, CheckCodec.Mode.CHECK);
        return mine.failure instanceof StoreUnavailableException away
                ? new Attempt.Unanswered(away, mine.call())
                : new Attempt.Answered(answered(mine), mine.call());
    }

    private Waiting waited(CheckRequest request, CheckCodec.Mode mode) {
        Waiting mine = new Waiting(request, mode);
        locked(() -> waiting.add(mine));
        boolean interrupted = await(mine);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return mine;
    }

    private static CheckOutcome answered(Waiting mine) {
        if (mine.failure != null) {
            throw fresh(mine.failure);
        }
        CheckOutcome outcome = mine.outcome;
        if (outcome == null) {
            throw new IllegalStateException("a check ended without an answer");
        }
        return outcome;
    }

    private boolean await(Waiting mine) {
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

    private boolean withdrawn(Waiting mine) {
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
            Waiting next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.caller);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is waiting, as one who holds a permit for a connection. */
    private void lead() {
        List<Waiting> batch = new ArrayList<>();
        Link kept;
        lock.lock();
        try {
            while (batch.size() < DEPTH && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
            kept = batch.isEmpty() ? null : idle.poll();
        } finally {
            lock.unlock();
        }
        if (!batch.isEmpty()) {
            send(batch, kept);
        }
    }

    private void send(List<Waiting> batch, @Nullable Link kept) {
        Link link = kept;
        try {
            if (link == null) {
                link = keyspace.open(
                        keyspace.settings().lanes(), batch.stream().anyMatch(one -> one.mode == CheckCodec.Mode.CHECK));
            }
            decide(link, batch);
            noteMinute(link, batch);
            giveBack(link);
        } catch (RuntimeException e) {
            // What was sent may or may not have run: the connection and its lanes are not used again.
            if (link != null) {
                giveUp(link);
            }
            RatewardenException error = RedisErrors.translated(e, keyspace.settings());
            if (error instanceof StoreUnavailableException) {
                abandonOthers(error);
            }
            batch.stream().filter(one -> !one.done).forEach(one -> one.fail(error));
        }
    }

    private void noteMinute(Link link, List<Waiting> batch) {
        for (Waiting one : batch) {
            CheckOutcome outcome = one.outcome;
            if (outcome != null && one.mode == CheckCodec.Mode.CHECK) {
                gauges.seen(link, outcome.nowMs());
            }
        }
    }

    private void giveBack(Link link) {
        if (closed || !link.usable()) {
            giveUp(link);
        } else {
            locked(() -> idle.push(link));
        }
    }

    /** Those who still wait would only wait for the same; the other connections are likely to be gone as well. */
    private void abandonOthers(RatewardenException error) {
        List<Waiting> others = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        locked(() -> {
            others.addAll(waiting);
            waiting.clear();
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

    /** From now on lost lanes, which show that Redis came back empty or with older data, are an outage: somebody puts things right. */
    void stopWhenEmptied() {
        stopsWhenEmptied = true;
    }

    /** Takes a connection with lanes of its own, for the next check. */
    void adopt(Link link) {
        giveBack(link);
    }

    /** Sends a batch until every check of it is answered; again only those that changed nothing. */
    private void decide(Link link, List<Waiting> batch) {
        if (policies.tooOld()) {
            policies.refresh(link, keyspace.keys());
        }
        Lanes lanes = link.lanes();
        if (lanes != null && lanes.tooOld()) {
            keyspace.enterAgain(link);
        }
        List<Waiting> left = batch;
        int fruitless = 0;
        while (!left.isEmpty()) {
            List<Waiting> before = left;
            left = attempt(link, before);
            fruitless = left.size() < before.size() ? 0 : fruitless + 1;
            if (!left.isEmpty() && !link.usable()) {
                throw RedisErrors.changing(keyspace.settings());
            }
            if (fruitless == ROUNDS) {
                throw new StoreException(
                        "Redis at %s keeps losing our scripts or lanes; is another program clearing it?"
                                .formatted(keyspace.settings().address()),
                        null);
            }
        }
    }

    /** One pipeline. Returns the checks that changed nothing and are to be sent again. */
    private List<Waiting> attempt(Link link, List<Waiting> batch) {
        Keys keys = keyspace.keys();
        PolicyBook book = policies.book();
        for (Waiting one : batch) {
            ScriptCall call = CheckCodec.call(keys, one.mode, one.request, book, keyspace.now());
            Lanes lanes = link.lanes();
            if (lanes != null && one.mode == CheckCodec.Mode.CHECK) {
                int shard = keys.shardOf(one.request.userId());
                one.number = lanes.next(shard);
                one.lanes = lanes;
                CheckCodec.number(call, lanes.name(), one.number);
            }
            link.send(call);
        }
        boolean reread = policies.due();
        if (reread) {
            policies.sendRead(link, keys);
        }
        List<Object> replies = link.replies(batch.size() + (reread ? 1 : 0));
        Missed missed = new Missed(link.lanes());
        for (int i = 0; i < batch.size(); i++) {
            take(batch.get(i), replies.get(i), book, missed);
        }
        if (reread) {
            policies.accept(replies.get(batch.size()));
        }
        missed.repair(link, reread);
        return missed.again;
    }

    private void take(Waiting one, Object reply, PolicyBook book, Missed missed) {
        int shard = keyspace.keys().shardOf(one.request.userId());
        if (Link.missedScript(reply)) {
            missed.script = true;
            missed.number(one, shard);
            missed.again.add(one);
        } else if (reply instanceof RuntimeException error && RedisErrors.breaksConnection(error)) {
            // One node of a cluster is gone: this call may have run, others have their answers.
            one.fail(RedisErrors.translated(error, keyspace.settings()));
        } else if (reply instanceof RuntimeException error) {
            // The script stopped before its first write and took no number: those behind it find a gap.
            missed.number(one, shard);
            one.fail(RedisErrors.translated(error, keyspace.settings()));
        } else {
            List<?> answer = Replies.list(reply);
            switch (CheckCodec.status(answer)) {
                case "GAP", "DUPLICATE" -> missed.gap(one, shard, answer);
                case "STALE_POLICY" -> missed.stale(one);
                default -> answer(one, answer, book);
            }
        }
    }

    private static void answer(Waiting one, List<?> reply, PolicyBook book) {
        try {
            one.outcome = CheckCodec.outcome(reply, one.request, book);
            one.finish();
        } catch (RatewardenException refused) {
            one.fail(refused);
        }
    }

    /** What changed nothing in one pipeline, and what has to be put right before it is sent again. */
    private final class Missed {
        final List<Waiting> again = new ArrayList<>();
        final @Nullable Lanes lanes;
        /** By shard: where Redis says that a lane stands. */
        final Map<Integer, String> gaps = new HashMap<>();

        boolean script;
        boolean policies;

        Missed(@Nullable Lanes lanes) {
            this.lanes = lanes;
        }

        /** A number that was not taken is there for the next call. */
        void number(Waiting one, int shard) {
            one.lanes = null;
            if (lanes != null && one.mode == CheckCodec.Mode.CHECK) {
                lanes.giveBack(shard);
            }
        }

        void gap(Waiting one, int shard, List<?> answer) {
            number(one, shard);
            gaps.put(shard, Replies.text(answer.get(1)));
            again.add(one);
        }

        /** Behind a call that did not run a gap is natural; a lane that is not where we left it is lost. */
        private boolean lanesLost() {
            return lanes != null
                    && gaps.entrySet().stream()
                            .anyMatch(gap -> !gap.getValue().equals(Long.toString(lanes.last(gap.getKey()))));
        }

        void stale(Waiting one) {
            one.lanes = null;
            policies = true;
            again.add(one);
        }

        void repair(Link link, boolean reread) {
            if (script) {
                link.load(Script.CHECK);
            }
            if (lanesLost()) {
                if (stopsWhenEmptied) {
                    throw new StoreUnavailableException(
                            "Redis at %s no longer knows what it was told; what is remembered comes first"
                                    .formatted(keyspace.settings().address()),
                            null);
                }
                keyspace.enterAgain(link);
            }
            if (policies && !reread) {
                Checks.this.policies.refresh(link, keyspace.keys());
            }
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
