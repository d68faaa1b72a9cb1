package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionConflict;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.store.redis.ActionCall.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One moderator's action: asks what it would do, writes the audit entry with those figures, then does it if nothing moved meanwhile.
 * See {@code act.lua} and {@code forget.lua}. Used once, by one thread.
 */
final class Moderator {

    private static final int ATTEMPTS = 50;
    private static final int LATEST = 100;

    private final Keyspace keyspace;
    private final Keyspace.Turns commands;
    private final Policies policies;
    private final Asked asked;
    private final String actionId = UUID.randomUUID().toString();

    /** Attempts whose replies were lost: each was done, or may be done late, as long as nobody else took its place in the trail. */
    private final List<Attempt> lost = new ArrayList<>();

    /**
     * What somebody wants to be done.
     *
     * @param expectedRevision the user's moderation revision that was seen; null for any
     */
    record Asked(
            String userId,
            ModeratorAction action,
            String operator,
            String reason,
            @Nullable Long expectedRevision) {}

    /** The entry that is tried. */
    private record Attempt(ActionCall call, Prepared prepared, AuditEntry entry, String json) {}

    /** What to commit next, or the receipt of a lost attempt that was done after all. */
    private record Next(@Nullable Attempt attempt, @Nullable ActionReceipt done) {}

    Moderator(Keyspace keyspace, Keyspace.Turns commands, Policies policies, Asked asked) {
        this.keyspace = keyspace;
        this.commands = commands;
        this.policies = policies;
        this.asked = asked;
    }

    ActionReceipt act() {
        for (int i = 0; i < ATTEMPTS; i++) {
            ActionReceipt receipt = attempt();
            if (receipt != null) {
                return receipt;
            }
        }
        throw new StoreUnavailableException(
                "the shard of user %s is changing too fast in Redis at %s; nothing was changed, try again"
                        .formatted(
                                Inputs.quote(asked.userId()),
                                keyspace.settings().address()),
                null);
    }

    /** Null if something moved between the two steps, or the reply was lost. */
    private @Nullable ActionReceipt attempt() {
        Next next = lost.isEmpty() ? commands.repeatable(this::prepare) : prepareAfterLoss();
        Attempt attempt = next.attempt();
        if (attempt == null) {
            return next.done();
        }
        try {
            return commands.once(link -> commit(link, attempt));
        } catch (StoreUnavailableException e) {
            lost.add(attempt);
            return null;
        }
    }

    private Next prepareAfterLoss() {
        try {
            return commands.repeatable(this::prepare);
        } catch (StoreUnavailableException still) {
            throw new StoreUnavailableException(
                    "%s; the action may have been done all the same: look at the user or the audit trail before repeating it"
                            .formatted(still.getMessage()),
                    still);
        }
    }

    private Next prepare(Link link) {
        policies.upToDate(link, keyspace.keys());
        ActionCall call = new ActionCall(
                keyspace.keys(),
                asked.userId(),
                asked.action(),
                asked.expectedRevision(),
                policies.book(),
                keyspace.now());
        link.send(Command.ACL, Keys.utf8("WHOAMI"));
        Object whoami = link.replies(1).get(0);
        List<?> reply = link.run(call.prepare());
        ActionReceipt done = doneBefore(link);
        if (done != null) {
            return new Next(null, done);
        }
        if (!Replies.text(reply.get(0)).equals("READY")) {
            throw refused(link, reply);
        }
        Prepared prepared = Prepared.read(reply, whoami instanceof JedisDataException ? "" : Replies.text(whoami));
        AuditEntry entry = entry(call, prepared);
        return new Next(new Attempt(call, prepared, entry, AuditChain.json(entry, actionId)), null);
    }

    /**
     * Whether a lost attempt was done is told by its place in the trail: if our entry stands there, it was; if another does, it never
     * will be; if none does, it may still be, but not together with the next attempt, which names the same place.
     */
    private @Nullable ActionReceipt doneBefore(Link link) {
        for (Attempt attempt : lost) {
            byte[] place = Keys.utf8((attempt.prepared().sequence() + 1) + "-0");
            link.send(Command.XRANGE, audit(), place, place);
            List<?> found = Replies.list(link.replies(1).get(0));
            if (!found.isEmpty() && Streams.auditJson(found.get(0)).equals(attempt.json())) {
                return new ActionReceipt(attempt.entry(), userNow(link, attempt));
            }
        }
        return null;
    }

    private UserSummary userNow(Link link, Attempt attempt) {
        return Reader.detail(link, keyspace, policies, asked.userId())
                .map(UserDetail::summary)
                .orElseGet(
                        () -> after(attempt, List.of("DONE", attempt.prepared().nowMs())));
    }

    private @Nullable ActionReceipt commit(Link link, Attempt attempt) {
        List<?> reply = link.run(attempt.call().commit(attempt.prepared(), attempt.entry(), attempt.json()));
        return switch (Replies.text(reply.get(0))) {
            case "DONE" -> new ActionReceipt(attempt.entry(), after(attempt, reply));
            case "MOVED", "LATE" -> null;
            default -> throw refused(link, reply);
        };
    }

    /** The user as a reply with six more values tells, or, of a user who is forgotten, nothing more than the id. */
    private UserSummary after(Attempt attempt, List<?> done) {
        boolean known = done.size() > 2;
        return UserRows.summary(
                new UserRows.Kept(
                        asked.userId(),
                        Replies.number(done.get(known ? 2 : 1)),
                        known ? Replies.text(done.get(3)) : "",
                        known ? Replies.text(done.get(4)) : "",
                        known ? Replies.text(done.get(5)) : "",
                        known ? Replies.text(done.get(6)) : ""),
                attempt.prepared().nowMs(),
                attempt.call().book().decay());
    }

    private AuditEntry entry(ActionCall call, Prepared prepared) {
        return new AuditEntry(
                keyspace.keys().shardOf(asked.userId()) + "-" + (prepared.sequence() + 1),
                prepared.nowMs(),
                call.type(),
                asked.userId(),
                asked.operator(),
                prepared.login(),
                asked.reason(),
                prepared.untilMs(),
                AbuseScore.rounded(Double.parseDouble(prepared.before())),
                AbuseScore.rounded(Double.parseDouble(prepared.after())),
                detail(),
                asked.action() instanceof ModeratorAction.Undo undo ? undo.auditId() : null);
    }

    private @Nullable String detail() {
        return switch (asked.action()) {
            case ModeratorAction.Note note -> note.text();
            case ModeratorAction.Override override ->
                override.action() + " " + (override.limit() == null ? "-" : override.limit());
            default -> null;
        };
    }

    private byte[] audit() {
        return keyspace.keys().shard(keyspace.keys().shardOf(asked.userId()), "audit");
    }

    private RuntimeException refused(Link link, List<?> reply) {
        String status = Replies.text(reply.get(0));
        return status.equals("CONFLICT")
                ? ActionConflict.on(asked.userId(), latest(link, Replies.text(reply.get(2))))
                : ActionRefusals.of(status, asked.userId(), asked.action());
    }

    /** The latest entry about the user; of one whose record is gone it is looked for among the latest of its shard. */
    private @Nullable AuditEntry latest(Link link, String json) {
        if (!json.isEmpty()) {
            return AuditChain.entry(json);
        }
        link.send(Command.XREVRANGE, audit(), Keys.utf8("+"), Keys.utf8("-"), Keys.utf8("COUNT"), Keys.number(LATEST));
        for (Object found : Replies.list(link.replies(1).get(0))) {
            AuditEntry entry = AuditChain.entry(Streams.auditJson(found));
            if (entry != null && asked.userId().equals(entry.userId())) {
                return entry;
            }
        }
        return null;
    }
}
