package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.PolicyConflict;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import dev.ratewarden.store.redis.PolicyCall.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One change of the policies by a person: works it out on a fresh copy, which shows whether policies would cascade in a circle, writes the
 * audit entry, and has {@code policies.lua} do both if neither the revision nor the trail has moved. Used once, by one thread.
 */
final class PolicyChanger {

    /** So many lost replies are enough: Redis answers whoever reads, and nobody who writes. */
    private static final int LOST = 3;

    private final Keyspace keyspace;
    private final Keyspace.Turns commands;
    private final Policies policies;
    private final Asked asked;
    private final String actionId = UUID.randomUUID().toString();

    /** Attempts whose replies were lost: each was done, or may be done late, as long as nobody else took its place in the trail. */
    private final List<PolicyCall> lost = new ArrayList<>();

    /** The time of the server that has the trail, where another of the cluster's told one that is too far off; else empty. */
    private String serverMs = "";

    /** What somebody wants to be done. */
    record Asked(
            PolicyChange change,
            String operator,
            String reason,
            @Nullable Long expectedRevision) {}

    /** What to commit next, or the policies if there is nothing more to do. */
    private record Next(@Nullable PolicyCall call, @Nullable PolicyBook done) {}

    /** The newest entry of the trail, and when and as whom the next one is written. */
    private record Head(long sequence, String hash, long nowMs, String login) {}

    PolicyChanger(Keyspace keyspace, Keyspace.Turns commands, Policies policies, Asked asked) {
        this.keyspace = keyspace;
        this.commands = commands;
        this.policies = policies;
        this.asked = asked;
    }

    PolicyBook change() {
        for (int i = 0; i < PolicyWriter.ATTEMPTS; i++) {
            PolicyBook book = attempt();
            if (book != null) {
                return book;
            }
        }
        throw PolicyWriter.tooFast(policies);
    }

    /** Null if something moved between reading and writing, or the reply was lost. */
    private @Nullable PolicyBook attempt() {
        Next next = lost.isEmpty() ? commands.repeatable(this::prepare) : prepareAfterLoss();
        PolicyCall call = next.call();
        if (call == null) {
            return next.done();
        }
        try {
            return commands.once(link -> commit(link, call));
        } catch (StoreUnavailableException e) {
            lost.add(call);
            if (lost.size() == LOST) {
                throw perhapsChanged(e);
            }
            return null;
        }
    }

    private Next prepareAfterLoss() {
        try {
            return commands.repeatable(this::prepare);
        } catch (StoreUnavailableException still) {
            throw perhapsChanged(still);
        }
    }

    private static StoreUnavailableException perhapsChanged(StoreUnavailableException e) {
        return new StoreUnavailableException(
                "%s; the change may have been made all the same: look at the policies before repeating it"
                        .formatted(e.getMessage()),
                e);
    }

    private Next prepare(Link link) {
        Head head = read(link);
        PolicyBook book = policies.book();
        if (doneBefore(link)) {
            policies.refresh(link, keyspace.keys());
            return new Next(null, policies.book());
        }
        if (asked.expectedRevision() != null && asked.expectedRevision() != book.revision()) {
            List<PolicyRevision> history = PolicyHistory.read(link, keyspace.keys());
            throw PolicyConflict.after(history.isEmpty() ? null : history.getFirst());
        }
        PolicyCall call = call(PolicyItem.of(asked.change(), book), book, head);
        return call.isEmpty() ? new Next(null, book) : new Next(call, null);
    }

    private PolicyCall call(@Nullable PolicyItem item, PolicyBook book, Head head) {
        String settled = asked.change() instanceof PolicyChange.Rules rules ? PolicyJson.write(rules.rules()) : "";
        return new PolicyCall(
                book.revision(),
                asked.operator(),
                asked.reason(),
                settled,
                policies.now(),
                false,
                item == null ? null : audit(item, book, head),
                item == null ? List.of() : List.of(item));
    }

    private Audit audit(PolicyItem item, PolicyBook book, Head head) {
        AuditEntry entry = new PolicyRevision(
                        book.revision() + 1,
                        head.nowMs(),
                        asked.operator(),
                        asked.reason(),
                        item.what(),
                        item.before(),
                        item.after())
                .audited("g-" + (head.sequence() + 1), head.login());
        return new Audit(head.sequence(), head.hash(), head.nowMs(), AuditChain.json(entry, actionId));
    }

    /** Reads the policies anew as well. */
    private Head read(Link link) {
        policies.sendRead(link, keyspace.keys());
        link.send(Command.HMGET, keyspace.keys().global("audit-head"), Keys.utf8("seq"), Keys.utf8("hash"));
        link.send(Command.TIME);
        link.send(Command.ACL, Keys.utf8("WHOAMI"));
        List<Object> replies = link.replies(4);
        policies.accept(replies.get(0));
        List<?> head = Replies.list(replies.get(1));
        List<?> time = Replies.list(replies.get(2));
        String given = policies.now().isEmpty() ? serverMs : policies.now();
        long nowMs = given.isEmpty()
                ? Replies.number(time.get(0)) * 1_000 + Replies.number(time.get(1)) / 1_000
                : Long.parseLong(given);
        boolean unknown = replies.get(3) instanceof JedisDataException;
        return new Head(
                sequence(head.get(0)),
                head.get(1) == null ? "" : Replies.text(head.get(1)),
                nowMs,
                unknown ? "" : Replies.text(replies.get(3)));
    }

    private long sequence(@Nullable Object stored) {
        try {
            return stored == null ? 0 : Replies.number(stored);
        } catch (NumberFormatException e) {
            throw new StoreException(
                    "audit-head in Redis at %s holds no sequence, so that nothing can be written to the audit trail; ratewarden audit --verify says more"
                            .formatted(policies.address()),
                    e);
        }
    }

    /**
     * Whether a lost attempt was done is told by its place in the trail: if our entry stands there, it was; if another does, it never
     * will be; if none does, it may still be, but not together with the next attempt, which names the same place.
     */
    private boolean doneBefore(Link link) {
        for (PolicyCall attempt : lost) {
            if (attempt.audit() != null && isOurs(link, attempt.audit().sequence() + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isOurs(Link link, long sequence) {
        byte[] place = Keys.utf8(sequence + "-0");
        link.send(Command.XRANGE, keyspace.keys().global("audit"), place, place);
        List<?> found = Replies.list(link.replies(1).get(0));
        return !found.isEmpty()
                && AuditChain.actionId(Streams.auditJson(found.get(0))).equals(actionId);
    }

    private @Nullable PolicyBook commit(Link link, PolicyCall call) {
        List<?> reply = link.run(call.call(keyspace.keys()));
        boolean late = CheckCodec.status(reply).equals("LATE");
        serverMs = late ? Replies.text(reply.get(1)) : "";
        return PolicyCall.done(reply, policies) ? policies.book() : null;
    }
}
