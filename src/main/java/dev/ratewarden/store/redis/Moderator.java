package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One moderator's action: asks what it would do, writes the audit entry with those figures, then does it if nothing moved meanwhile.
 * See {@code act.lua}. Used once, by one thread.
 */
final class Moderator {

    private static final int ATTEMPTS = 50;

    private final Keyspace keyspace;
    private final Keyspace.Turns commands;
    private final Policies policies;
    private final String userId;
    private final ModeratorAction action;
    private final String operator;
    private final String reason;
    private final String actionId = UUID.randomUUID().toString();

    /** What {@code prepare} found. */
    private record Prepared(
            long nowMs,
            long sequence,
            String head,
            String before,
            String after,
            @Nullable Long banUntilMs,
            String login) {}

    /** The entry that was tried, and whether it is in the trail. */
    private record Attempt(Prepared prepared, AuditEntry entry, String json) {}

    Moderator(
            Keyspace keyspace,
            Keyspace.Turns commands,
            Policies policies,
            String userId,
            ModeratorAction action,
            String operator,
            String reason) {
        this.keyspace = keyspace;
        this.commands = commands;
        this.policies = policies;
        this.userId = userId;
        this.action = action;
        this.operator = operator;
        this.reason = reason;
    }

    ActionReceipt act() {
        for (int i = 0; i < ATTEMPTS; i++) {
            ActionReceipt receipt = attempt();
            if (receipt != null) {
                return receipt;
            }
        }
        throw new StoreUnavailableException(
                "user %s is changing too fast in Redis at %s; nothing was changed, try again"
                        .formatted(Inputs.quote(userId), keyspace.settings().address()),
                null);
    }

    /** Null if something moved between the two steps. */
    private @Nullable ActionReceipt attempt() {
        Prepared prepared = commands.repeatable(this::prepare);
        AuditEntry entry = entry(prepared);
        Attempt attempt = new Attempt(prepared, entry, AuditChain.json(entry, actionId, prepared.login()));
        try {
            return commands.once(link -> commit(link, attempt));
        } catch (StoreUnavailableException lost) {
            return afterLostReply(attempt, lost);
        }
    }

    private Prepared prepare(Link link) {
        if (policies.tooOld()) {
            policies.refresh(link, keyspace.keys());
        }
        link.send(Command.ACL, Keys.utf8("WHOAMI"));
        List<Object> whoami = link.replies(1);
        List<?> reply = link.run(call("prepare", 0));
        String status = Replies.text(reply.get(0));
        if (!status.equals("READY")) {
            throw refused(status);
        }
        String until = Replies.text(reply.get(6));
        return new Prepared(
                Replies.number(reply.get(1)),
                Replies.number(reply.get(2)),
                Replies.text(reply.get(3)),
                Replies.text(reply.get(4)),
                Replies.text(reply.get(5)),
                until.isEmpty() || until.equals("inf") ? null : (Long) Long.parseLong(until),
                whoami.get(0) instanceof JedisDataException ? "" : Replies.text(whoami.get(0)));
    }

    private @Nullable ActionReceipt commit(Link link, Attempt attempt) {
        Prepared prepared = attempt.prepared();
        String ban = action instanceof ModeratorAction.Ban
                ? Records.json(new Ban(prepared.nowMs(), prepared.banUntilMs(), reason, operator))
                : "";
        List<?> reply = link.run(call(
                "commit",
                prepared.sequence() + 1,
                prepared.nowMs(),
                prepared.sequence(),
                prepared.head(),
                prepared.before(),
                prepared.after(),
                attempt.json(),
                AuditChain.hash(prepared.head(), attempt.json()),
                ban));
        String status = Replies.text(reply.get(0));
        return switch (status) {
            case "DONE" ->
                new ActionReceipt(
                        attempt.entry(),
                        Records.summary(
                                userId,
                                Replies.number(reply.get(4)),
                                Replies.text(reply.get(1)),
                                Replies.text(reply.get(2)),
                                Replies.text(reply.get(3)),
                                prepared.nowMs(),
                                rules()));
            case "MOVED", "LATE" -> null;
            default -> throw refused(status);
        };
    }

    /**
     * The reply was lost, so the action may have been done, or may still be. Whether its entry is in the trail tells; if it is not, a
     * late run of the lost call and a new attempt cannot both succeed, because both name the same place in the trail.
     */
    private @Nullable ActionReceipt afterLostReply(Attempt attempt, StoreUnavailableException lost) {
        try {
            return commands.repeatable(link -> receiptIfDone(link, attempt));
        } catch (StoreUnavailableException still) {
            still.addSuppressed(lost);
            throw new StoreUnavailableException(
                    "%s; the action may have been done all the same: look at the user or the audit trail before repeating it"
                            .formatted(lost.getMessage()),
                    still);
        }
    }

    private @Nullable ActionReceipt receiptIfDone(Link link, Attempt attempt) {
        int shard = keyspace.keys().shardOf(userId);
        byte[] place = Keys.utf8((attempt.prepared().sequence() + 1) + "-0");
        link.send(Command.XRANGE, keyspace.keys().shard(shard, "audit"), place, place);
        List<?> found = Replies.list(link.replies(1).get(0));
        boolean done = !found.isEmpty()
                && AuditChain.actionId(Reader.auditJson(found.get(0))).equals(actionId);
        if (!done) {
            return null;
        }
        return Reader.detail(link, keyspace, policies, userId)
                .map(detail -> new ActionReceipt(attempt.entry(), detail.summary()))
                .orElse(null);
    }

    private AuditEntry entry(Prepared prepared) {
        AuditEntry.Type type = switch (action) {
            case ModeratorAction.Reset r -> AuditEntry.Type.RESET;
            case ModeratorAction.Ban b -> AuditEntry.Type.BAN;
            case ModeratorAction.Unban u -> AuditEntry.Type.UNBAN;
            case ModeratorAction.Undo u -> AuditEntry.Type.UNDO;
            default -> throw new StoreException("not here", null);
        };
        return new AuditEntry(
                keyspace.keys().shardOf(userId) + "-" + (prepared.sequence() + 1),
                prepared.nowMs(),
                type,
                userId,
                operator,
                reason,
                prepared.banUntilMs(),
                AbuseScore.rounded(Double.parseDouble(prepared.before())),
                AbuseScore.rounded(Double.parseDouble(prepared.after())),
                null,
                action instanceof ModeratorAction.Undo undo ? undo.auditId() : null);
    }

    private ScriptCall call(String step, long newSequence, Object... more) {
        Keys keys = keyspace.keys();
        int shard = keys.shardOf(userId);
        String undone = action instanceof ModeratorAction.Undo undo ? sequenceOf(undo.auditId(), shard) : "0";
        List<byte[]> names = List.of(
                keys.shard(shard, "user:" + userId),
                keys.shard(shard, "history:" + userId),
                keys.shard(shard, "scores"),
                keys.shard(shard, "seen"),
                keys.shard(shard, "bans"),
                keys.shard(shard, "blocked"),
                keys.shard(shard, "audit"),
                keys.shard(shard, "audit-head"),
                keys.shard(shard, "undo:" + newSequence),
                keys.shard(shard, "undo:" + undone),
                keys.shard(shard, "totals"));
        ScoreRules rules = rules();
        List<Object> args = new ArrayList<>();
        args.add(step);
        switch (action) {
            case ModeratorAction.Reset reset -> add(args, "RESET", reset.clearHistory());
            case ModeratorAction.Ban ban -> add(args, "BAN", ban.durationMs() == null ? "" : ban.durationMs());
            case ModeratorAction.Unban unban -> add(args, "UNBAN", unban.resetScore());
            case ModeratorAction.Undo undo -> add(args, "UNDO", undone);
            default -> throw new StoreException("not here", null);
        }
        args.addAll(List.of(rules.blockAt(), rules.unblockBelow(), rules.decayPerHour(), keyspace.now()));
        args.addAll(List.of(more));
        return ScriptCall.of(Script.ACT, names, args.toArray());
    }

    private void add(List<Object> args, String type, Object option) {
        args.add(type);
        args.add(userId);
        args.add(option);
    }

    private ScoreRules rules() {
        return policies.book().scoreRules();
    }

    /** The sequence in an audit id of the user's own shard; 0, which no entry has, for any other text. */
    private static String sequenceOf(String auditId, int shard) {
        String prefix = shard + "-";
        String sequence = auditId.startsWith(prefix) ? auditId.substring(prefix.length()) : "";
        return sequence.matches("[1-9][0-9]{0,14}") ? sequence : "0";
    }

    private RuntimeException refused(String status) {
        String user = Inputs.quote(userId);
        return switch (status) {
            case "UNKNOWN" ->
                new ActionRefusedException("user %s is not known here; nothing was changed".formatted(user));
            case "NOT_BANNED" ->
                new ActionRefusedException(
                        "user %s is not banned; nothing was changed. To lift a block use reset.".formatted(user));
            case "NOT_LATEST" -> notUndone("it is not the latest action on this user");
            case "IS_UNDO" -> notUndone("it is itself an undo");
            case "TOO_OLD" -> notUndone("it is older than 7 days");
            case "CLOCK" -> CheckCodec.clockRefused();
            default -> new StoreException("act.lua answered %s".formatted(status), null);
        };
    }

    private ActionRefusedException notUndone(String why) {
        String entry = action instanceof ModeratorAction.Undo undo ? undo.auditId() : "";
        return new ActionRefusedException("audit entry %s cannot be undone for user %s: %s; nothing was changed"
                .formatted(Inputs.quote(entry), Inputs.quote(userId), why));
    }
}
