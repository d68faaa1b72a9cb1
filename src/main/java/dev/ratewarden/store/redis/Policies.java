package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.policy.PolicyJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * This instance's copy of the community's policies, and the defaults that it writes wherever it meets an empty keyspace. Thread-safe.
 */
final class Policies implements Keyspace.FirstContact {

    private static final long DUE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final String address;

    /** Guards the defaults; held during the few calls that write them, never on a check. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, Policy> defaults = new LinkedHashMap<>();
    private @Nullable ScoreRules defaultRules;

    private volatile Copy copy = new Copy(PolicyBook.empty(), 0, false);

    private record Copy(PolicyBook book, long readNanos, boolean read) {}

    Policies(String address) {
        this.address = address;
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

    private boolean olderThan(long nanos) {
        Copy current = copy;
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
        copy = new Copy(read(Replies.map(reply)), System.nanoTime(), true);
        return copy.book();
    }

    /** Remembers defaults, to be written at once and wherever the keyspace is met empty. */
    void remember(Collection<Policy> policies, @Nullable ScoreRules rules) {
        lock.lock();
        try {
            policies.forEach(policy -> defaults.putIfAbsent(policy.action(), policy));
            if (defaultRules == null) {
                defaultRules = rules;
            }
        } finally {
            lock.unlock();
        }
    }

    /** What this instance would find in an empty keyspace; for before Redis was ever reached. */
    PolicyBook expected() {
        lock.lock();
        try {
            PolicyBook book = copy.book().withDefaults(defaults.values());
            return defaultRules == null || copy.read() ? book : book.with(defaultRules, clock(defaultRules));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void met(Link link, Keys keys) {
        copy = new Copy(PolicyBook.empty(), 0, false);
        if (nothingToWrite()) {
            // Whoever only looks may have no right to write.
            refresh(link, keys);
        } else {
            write(link, keys);
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

    /** Writes those defaults that are missing, and reads what is in force. */
    PolicyBook write(Link link, Keys keys) {
        lock.lock();
        try {
            refresh(link, keys);
            ScoreRules rules = defaultRules == null || anybodyScored(link, keys) ? null : defaultRules;
            List<Object> args = new ArrayList<>();
            args.add(rules == null ? "" : PolicyJson.write(rules));
            args.add(rules != null && !rules.equals(book().scoreRules()));
            defaults.values().forEach(policy -> {
                args.add(policy.action());
                args.add(PolicyJson.write(policy));
            });
            return accept(link.run(ScriptCall.of(Script.POLICIES, List.of(keys.global("policies")), args.toArray())));
        } finally {
            lock.unlock();
        }
    }

    private static boolean anybodyScored(Link link, Keys keys) {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(Command.ZCARD, keys.shard(shard, "scores"));
        }
        return link.replies(keys.shards()).stream().anyMatch(count -> Replies.number(Replies.orThrow(count)) > 0);
    }

    private PolicyBook read(Map<String, String> hash) {
        try {
            Map<String, Policy> policies = new LinkedHashMap<>();
            for (String action : hash.getOrDefault("#order", "").split(" ", -1)) {
                put(policies, action, hash);
            }
            // Policies that somebody wrote without saying where in the order.
            hash.keySet().stream()
                    .filter(field -> field.indexOf('#') < 0)
                    .sorted()
                    .forEach(action -> put(policies, action, hash));
            String rulesJson = hash.get("#rules");
            ScoreRules rules = rulesJson == null ? ScoreRules.DEFAULT : PolicyJson.readRules(rulesJson);
            return new PolicyBook(
                    Long.parseLong(hash.getOrDefault("#revision", "0")),
                    policies,
                    Map.of(),
                    rules,
                    clock(rules),
                    Enforcement.ENFORCE);
        } catch (InvalidRequestException | NumberFormatException e) {
            throw new StoreException(
                    "Redis at %s holds policies that cannot be read; correct them: %s"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    private static DecayClock clock(ScoreRules rules) {
        return new DecayClock(0, 0, rules.decayPerHour(), rules.decayPerHour());
    }

    private static void put(Map<String, Policy> policies, String action, Map<String, String> hash) {
        String json = hash.get(action);
        if (json != null) {
            policies.putIfAbsent(action, PolicyJson.read(action, json));
        }
    }
}
