package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.Violation;
import dev.ratewarden.store.CallId;
import dev.ratewarden.store.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the arguments of {@code merge.lua}, which are described at the head of that file. */
final class MergeCalls {

    private MergeCalls() {}

    /** One call for each shard that is concerned. */
    static List<ScriptCall> of(
            Keys keys, String journal, List<JournalEntry.Numbered> entries, PolicyBook book, String now) {
        Map<Integer, List<JournalEntry.Numbered>> byShard = new TreeMap<>();
        entries.forEach(entry -> byShard.computeIfAbsent(shardOf(keys, entry), shard -> new ArrayList<>())
                .add(entry));
        List<ScriptCall> calls = new ArrayList<>();
        byShard.forEach((shard, some) -> calls.add(call(keys, shard, journal, some, book, now)));
        return calls;
    }

    private static int shardOf(Keys keys, JournalEntry.Numbered entry) {
        return entry.entry() instanceof JournalEntry.Decided decided ? keys.shardOf(decided.userId()) : 0;
    }

    private static ScriptCall call(
            Keys keys, int shard, String journal, List<JournalEntry.Numbered> entries, PolicyBook book, String now) {
        Map<String, Integer> users = new LinkedHashMap<>();
        for (JournalEntry.Numbered entry : entries) {
            if (entry.entry() instanceof JournalEntry.Decided decided) {
                users.putIfAbsent(decided.userId(), users.size() + 1);
            }
        }
        List<byte[]> names = new ArrayList<>();
        for (String name : List.of("totals", "merged", "lanes", "seen", "scores", "blocked", "exempt", "events")) {
            names.add(keys.shard(shard, name));
        }
        users.keySet().forEach(id -> {
            names.add(keys.shard(shard, "user:" + id));
            names.add(keys.shard(shard, "history:" + id));
        });
        List<Object> args = new ArrayList<>();
        args.add(journal);
        args.add(book.scoreRules().blockAt());
        args.add(book.scoreRules().unblockBelow());
        args.add(DecayText.text(book.decay()));
        args.add(now);
        args.add(users.size());
        args.addAll(users.keySet());
        entries.forEach(entry -> add(args, entry, users));
        return ScriptCall.of(Script.MERGE, names, args.toArray());
    }

    private static void add(List<Object> args, JournalEntry.Numbered numbered, Map<String, Integer> users) {
        args.add(numbered.sequence());
        switch (numbered.entry()) {
            case JournalEntry.Decided decided -> add(args, decided, users.getOrDefault(decided.userId(), 0));
            case JournalEntry.Counted counted ->
                args.addAll(List.of(
                        0,
                        counted.atMs(),
                        counted.action(),
                        "C",
                        false,
                        "-",
                        "",
                        "",
                        0,
                        "%d %d %d %d"
                                .formatted(
                                        counted.allowed(),
                                        counted.denied(),
                                        counted.wouldDeny(),
                                        counted.lostViolations()),
                        ""));
        }
    }

    private static void add(List<Object> args, JournalEntry.Decided entry, int user) {
        CallId twin = entry.twin();
        Violation violation = entry.violation();
        args.add(user);
        args.add(entry.atMs());
        args.add(entry.action());
        args.add(letter(entry));
        args.add(entry.wouldDeny());
        args.add(quiet(entry.quietUntilMs()));
        args.add(entry.where() == null ? "" : entry.where());
        args.add(twin == null ? "" : twin.lane());
        args.add(twin == null ? 0 : twin.number());
        args.add(violation == null ? "" : violation.penalty().added());
        args.add(violation == null ? "" : history(violation));
    }

    private static String letter(JournalEntry.Decided entry) {
        if (entry.violation() != null) {
            return "V";
        }
        if (entry.reason().allows()) {
            return "A";
        }
        return entry.reason() == Reason.BLOCKED ? "B" : "D";
    }

    private static Object quiet(@Nullable Long untilMs) {
        if (untilMs == null) {
            return "-";
        }
        return untilMs == Long.MAX_VALUE ? "inf" : untilMs;
    }

    /**
     * {@code [at, action, strategy, limit, window, retry-after or null, points, repeats, added, before]}, then as many of {@code cost,
     * burst, blocked, where, level, degraded} as are needed to tell what is unusual.
     */
    static String history(Violation violation) {
        Penalty penalty = violation.penalty();
        var array = StoredJson.JSON.createArrayNode();
        array.add(violation.atMs())
                .add(violation.action())
                .add(violation.limit().strategy().name().substring(0, 1))
                .add(violation.limit().limit())
                .add(violation.limit().windowMs())
                .add(violation.retryAfterMs())
                .add(penalty.points())
                .add(penalty.repeats())
                .addRawValue(new tools.jackson.databind.util.RawValue(Keys.text(penalty.added())))
                .addRawValue(new tools.jackson.databind.util.RawValue(Keys.text(penalty.scoreBefore())));
        boolean level = !violation.level().equals(violation.action());
        int tail = violation.degraded() ? 6 : level ? 5 : violation.where() != null ? 4 : penalty.blocked() ? 3 : 0;
        if (tail == 0) {
            tail = violation.limit().burst() != violation.limit().limit() ? 2 : violation.cost() != 1 ? 1 : 0;
        }
        Object[] values = {
            violation.cost(),
            violation.limit().burst(),
            penalty.blocked() ? 1 : 0,
            violation.where(),
            level ? violation.level() : null,
            violation.degraded() ? 1 : 0
        };
        for (int i = 0; i < tail; i++) {
            array.addPOJO(values[i]);
        }
        return StoredJson.JSON.writeValueAsString(array);
    }
}
