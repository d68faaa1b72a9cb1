package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.Note;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the arguments of {@code act.lua} and {@code forget.lua} for one action on one user. */
record ActionCall(
        Keys keys,
        String userId,
        ModeratorAction action,
        @Nullable Long expectedRevision,
        PolicyBook book,
        String now) {

    private static final List<String> COMMON =
            List.of("scores", "seen", "bans", "exempt", "blocked", "marked", "audit", "audit-head", "totals");

    /** What {@code prepare} found: the action as it would be done now. */
    record Prepared(
            long nowMs,
            long sequence,
            String head,
            String before,
            String after,
            @Nullable Long untilMs,
            String login) {

        static Prepared read(List<?> reply, String login) {
            String until = Replies.text(reply.get(6));
            return new Prepared(
                    Replies.number(reply.get(1)),
                    Replies.number(reply.get(2)),
                    Replies.text(reply.get(3)),
                    Replies.text(reply.get(4)),
                    Replies.text(reply.get(5)),
                    until.isEmpty() || until.equals("inf") ? null : (Long) Long.parseLong(until),
                    login);
        }
    }

    /** An action in the script's words: what the fifth and sixth argument mean depends on its type. */
    private record Wording(AuditEntry.Type type, String option, String amount) {}

    AuditEntry.Type type() {
        return wording().type();
    }

    ScriptCall prepare() {
        return call("prepare", 0, List.of());
    }

    ScriptCall commit(Prepared prepared, AuditEntry entry, String json) {
        List<Object> more =
                new ArrayList<>(List.of(prepared.nowMs(), prepared.sequence(), prepared.head(), prepared.before()));
        if (!forgets()) {
            more.add(prepared.after());
        }
        more.add(json);
        more.add(AuditChain.hash(prepared.head(), json));
        if (!forgets()) {
            more.add(record(prepared, entry));
        }
        return call("commit", prepared.sequence() + 1, more);
    }

    /** What is kept of a ban, an exemption or a note. */
    private String record(Prepared prepared, AuditEntry entry) {
        return switch (action) {
            case ModeratorAction.Ban b ->
                Records.period(prepared.nowMs(), prepared.untilMs(), entry.operator(), entry.reason());
            case ModeratorAction.Exempt e ->
                Records.period(prepared.nowMs(), prepared.untilMs(), entry.operator(), entry.reason());
            case ModeratorAction.Note note -> Records.json(new Note(note.text(), entry.operator(), prepared.nowMs()));
            default -> "";
        };
    }

    private ScriptCall call(String step, long newSequence, List<Object> more) {
        int shard = keys.shardOf(userId);
        List<byte[]> names = new ArrayList<>();
        names.add(keys.shard(shard, "user:" + userId));
        names.add(keys.shard(shard, "history:" + userId));
        COMMON.forEach(name -> names.add(keys.shard(shard, name)));
        String seen = expectedRevision == null ? "" : expectedRevision.toString();
        if (forgets()) {
            names.add(keys.shard(shard, "names"));
            names.add(keys.shard(shard, "events"));
            return scriptCall(
                    Script.FORGET, names, List.of(step, userId, seen, DecayText.text(book.decay()), now), more);
        }
        Wording wording = wording();
        names.add(keys.shard(shard, "undo:" + newSequence));
        names.add(keys.shard(shard, "undo:" + (wording.type() == AuditEntry.Type.UNDO ? wording.option() : "0")));
        return scriptCall(
                Script.ACT,
                names,
                List.of(
                        step,
                        wording.type().name(),
                        userId,
                        seen,
                        wording.option(),
                        wording.amount(),
                        book.scoreRules().blockAt(),
                        book.scoreRules().unblockBelow(),
                        DecayText.text(book.decay()),
                        now),
                more);
    }

    private static ScriptCall scriptCall(Script script, List<byte[]> names, List<Object> args, List<Object> more) {
        List<Object> all = new ArrayList<>(args);
        all.addAll(more);
        return ScriptCall.of(script, names, all.toArray());
    }

    private boolean forgets() {
        return action instanceof ModeratorAction.Forget;
    }

    private Wording wording() {
        return switch (action) {
            case ModeratorAction.Reset reset -> new Wording(AuditEntry.Type.RESET, reset.clearHistory() ? "1" : "", "");
            case ModeratorAction.Ban ban -> new Wording(AuditEntry.Type.BAN, "", amount(ban.durationMs()));
            case ModeratorAction.Unban unban ->
                new Wording(AuditEntry.Type.UNBAN, unban.resetScore() ? "1" : "", amount(unban.graceMs()));
            case ModeratorAction.Exempt exempt -> new Wording(AuditEntry.Type.EXEMPT, "", amount(exempt.durationMs()));
            case ModeratorAction.Unexempt u -> new Wording(AuditEntry.Type.UNEXEMPT, "", "");
            case ModeratorAction.Note note ->
                new Wording(AuditEntry.Type.NOTE, note.text().isEmpty() ? "" : "1", "");
            case ModeratorAction.Override override ->
                new Wording(AuditEntry.Type.OVERRIDE, override.action(), amount(override.limit()));
            case ModeratorAction.Forget f -> new Wording(AuditEntry.Type.FORGET, "", "");
            case ModeratorAction.Undo undo ->
                new Wording(AuditEntry.Type.UNDO, sequenceOf(undo.auditId()), amount(undo.atMs()));
        };
    }

    private static String amount(@Nullable Long value) {
        return value == null ? "" : value.toString();
    }

    /** The sequence in an audit id of the user's own shard; 0, which no entry has, for any other text. */
    private String sequenceOf(String auditId) {
        String prefix = keys.shardOf(userId) + "-";
        String sequence = auditId.startsWith(prefix) ? auditId.substring(prefix.length()) : "";
        return sequence.matches("[1-9][0-9]{0,14}") ? sequence : "0";
    }
}
