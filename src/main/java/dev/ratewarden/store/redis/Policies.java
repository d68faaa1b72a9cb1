package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * This instance's copy of the community's policies, and the defaults that it writes wherever it meets an empty keyspace. Thread-safe.
 */
final class Policies implements Keyspace.FirstContact {

    private static final long DUE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final String address;
    private final Supplier<String> now;

    /** Guards the defaults; held during the few calls that write them, on a check only at the first contact. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Policy> defaults = new LinkedHashMap<>();
    private @Nullable ScoreRules defaultRules;

    /** What the code said last, of each policy. */
    private final Map<String, Policy> said = new LinkedHashMap<>();

    private volatile PolicyCopy copy = PolicyCopy.NONE;

    /** Written with the defaults, under the lock. */
    private volatile PolicyBook remembered = PolicyBook.empty();

    /** Whether there are defaults that were not written yet. */
    private volatile boolean waiting;

    private volatile boolean reinstates;

    /** @param now the time to send with a call; empty for the server's */
    Policies(String address, Supplier<String> now) {
        this.address = address;
        this.now = now;
    }

    String address() {
        return address;
    }

    String now() {
        return now.get();
    }

    PolicyBook book() {
        return copy.book();
    }

    /** Old enough to be read along with something else. */
    boolean due() {
        return olderThan(DUE_NANOS);
    }

    /** Too old to decide by: a change must reach every bot within 5 s. */
    boolean tooOld() {
        return olderThan(OLD_NANOS);
    }

    /** The policies, read anew first if this copy is too old to decide or to tell scores by. */
    PolicyBook upToDate(Link link, Keys keys) {
        if (tooOld()) {
            refresh(link, keys);
        }
        return book();
    }

    private boolean olderThan(long nanos) {
        PolicyCopy current = copy;
        return !current.read() || System.nanoTime() - current.readNanos() > nanos;
    }

    /** Queues the reading; {@link #accept} takes the reply. */
    void sendRead(Link link, Keys keys) {
        link.send(Command.HGETALL, keys.global("policies"));
    }

    void refresh(Link link, Keys keys) {
        sendRead(link, keys);
        accept(link.replies(1).get(0));
    }

    /** Takes what the policies hash holds. */
    PolicyBook accept(@Nullable Object reply) {
        Map<String, String> hash = Replies.map(reply);
        PolicyCopy before = copy;
        copy = before.read() && hash.equals(before.stored()) ? before.readAgain() : PolicyCopy.of(hash, address);
        return copy.book();
    }

    /** Whether score rules were ever set. */
    boolean rulesSet() {
        return copy.rulesSet();
    }

    /** The least {@code unblockBelow} that was ever in force: blocks that were set under it may last below the present one. */
    double leastUnblockBelow() {
        return Math.min(copy.leastUnblockBelow(), copy.book().scoreRules().unblockBelow());
    }

    /** Remembers defaults, to be written at once and wherever the keyspace is met empty. */
    void remember(Collection<Policy> policies, @Nullable ScoreRules rules) {
        lock.lock();
        try {
            policies.forEach(policy -> {
                defaults.putIfAbsent(policy.key(), policy);
                said.put(policy.key(), policy);
            });
            if (defaultRules == null) {
                defaultRules = rules;
            }
            waiting = true;
            remembered = expected();
        } finally {
            lock.unlock();
        }
    }

    /** What this instance would find in an empty keyspace; for before Redis was ever reached. */
    PolicyBook expected() {
        lock.lock();
        try {
            PolicyBook book = copy.book().withDefaults(defaults.values());
            return defaultRules == null || copy.read()
                    ? book
                    : book.with(
                            defaultRules,
                            new DecayClock(0, 0, defaultRules.decayPerHour(), defaultRules.decayPerHour()));
        } finally {
            lock.unlock();
        }
    }

    /** From now on what an emptied keyspace held is written there again, as far as it is remembered here. */
    void reinstateWhenEmptied() {
        reinstates = true;
    }

    /** What was read last, or would be found in an empty keyspace; no I/O, and no work on the path of a check. */
    PolicyBook known() {
        return copy.read() && !waiting ? copy.book() : remembered;
    }

    /**
     * Writes defaults that could not be written when they were given: until then nothing is limited, so a check waits for it, at the
     * first contact.
     */
    void writeWaiting(Link link, Keys keys) {
        lock.lock();
        try {
            if (waiting) {
                write(link, keys);
            }
        } catch (InvalidRequestException circle) {
            // Whoever added them was told.
            waiting = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public void emptied(Link link, Keys keys) {
        if (!reinstates || !copy.read()) {
            return;
        }
        PolicyBook book = copy.book();
        List<Object> args = new ArrayList<>();
        args.add(book.revision());
        List<Policy> all = new ArrayList<>(book.policies().values());
        all.addAll(book.trials().values());
        all.forEach(policy -> args.addAll(List.of(policy.key(), PolicyJson.write(policy))));
        args.addAll(
                List.of("#order", String.join(" ", all.stream().map(Policy::key).toList())));
        args.addAll(List.of("#rules", PolicyJson.write(book.scoreRules())));
        args.addAll(List.of("#decay", DecayText.text(book.decay())));
        args.addAll(List.of("#enforcement", book.enforcement().name()));
        args.addAll(List.of("#least", leastUnblockBelow()));
        link.run(ScriptCall.of(Script.REINSTATE, List.of(keys.global("policies")), args.toArray()));
    }

    // What is known stays in force until what is there was read: a check in between must not find that nothing is
    // limited.
    @Override
    public void met(Link link, Keys keys) {
        try {
            if (nothingToWrite()) {
                // Whoever only looks may have no right to write.
                refresh(link, keys);
            } else {
                write(link, keys);
            }
        } catch (InvalidRequestException circle) {
            // Whoever adds such defaults is told; what is stored stays in force for everybody else.
            refresh(link, keys);
        }
    }

    private boolean nothingToWrite() {
        lock.lock();
        try {
            return defaults.isEmpty() && defaultRules == null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes those defaults that are missing, and what the code says; reads what is in force.
     *
     * @throws InvalidRequestException if they and the stored ones would cascade in a circle
     */
    PolicyBook write(Link link, Keys keys) {
        lock.lock();
        try {
            PolicyBook book = new PolicyWriter(link, keys, this).addDefaults(defaults.values(), defaultRules);
            CodePolicies.say(link, keys, said.values());
            waiting = false;
            return book;
        } finally {
            lock.unlock();
        }
    }
}
