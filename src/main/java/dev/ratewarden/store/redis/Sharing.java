package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.store.CheckBatch;
import dev.ratewarden.store.JournalEntry;
import dev.ratewarden.store.OutageReport;
import dev.ratewarden.store.SharedStore.Booked;
import dev.ratewarden.store.SharedStore.Changes;
import dev.ratewarden.store.SharedStore.Contact;
import dev.ratewarden.store.SharedStore.LaneShard;
import dev.ratewarden.store.UserRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * What a bot does in the background so that it can do without Redis for a while: with more patience than a check has, on a connection
 * of its own. Used by one thread at a time.
 */
final class Sharing implements AutoCloseable {

    private static final int CONNECT_MS = 250;
    private static final int READ_MS = 500;
    private static final int USERS = 100;

    private final Keyspace hasty;
    private final Keyspace patient;
    private final Keyspace.Turns turns;
    private final Checks checks;
    private final Policies policies;
    private final MirrorFeed feed = new MirrorFeed();

    Sharing(Keyspace keyspace, Keyspace patient, Checks checks, Policies policies) {
        this.hasty = keyspace;
        this.patient = patient;
        this.turns = patient.turns();
        this.checks = checks;
        this.policies = policies;
    }

    /** The settings of a connection that nobody waits for. */
    static RedisSettings patient(RedisSettings settings) {
        return settings.withTimeouts(
                Math.max(CONNECT_MS, settings.connectTimeoutMs()),
                Math.max(READ_MS, settings.readTimeoutMs()),
                settings.poolWaitMs());
    }

    Contact knock(String instance) {
        Link link = null;
        try {
            // Writes to every shard: a Redis that is full, or a replica, is not back.
            link = hasty.open(hasty.settings().lanes(), true);
            Contact contact = contact(link, hasty, instance, true);
            checks.adopt(link);
            return contact;
        } catch (RuntimeException e) {
            if (link != null) {
                checks.giveUp(link);
            }
            throw RedisErrors.translated(e, hasty.settings());
        }
    }

    Contact beat(String instance) {
        return turns.repeatable(link -> contact(link, patient, instance, true));
    }

    void leave(String instance) {
        turns.repeatable(link -> contact(link, patient, instance, false));
    }

    private static Contact contact(Link link, Keyspace keyspace, String instance, boolean alive) {
        Keys keys = keyspace.keys();
        List<?> reply = link.run(
                ScriptCall.of(Script.BEAT, List.of(keys.global("instances"), keys.global("meta")), instance, alive));
        return new Contact(
                Replies.text(reply.get(1)),
                Replies.number(reply.get(0)),
                (int) Math.max(1, Replies.number(reply.get(2))),
                (int) Replies.number(reply.get(3)));
    }

    Map<LaneShard, Long> closeLanes() {
        Set<String> lanes = checks.takeAbandoned();
        if (lanes.isEmpty()) {
            return Map.of();
        }
        boolean closed = false;
        try {
            Map<LaneShard, Long> latest = turns.repeatable(link -> closeLanes(link, lanes));
            closed = true;
            return latest;
        } finally {
            if (!closed) {
                checks.putBack(lanes);
            }
        }
    }

    private Map<LaneShard, Long> closeLanes(Link link, Set<String> lanes) {
        Keys keys = patient.keys();
        List<ScriptCall> calls = new ArrayList<>();
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(ScriptCall.of(
                    Script.CLOSE, List.of(keys.shard(shard, "lanes"), keys.shard(shard, "merged")), lanes.toArray()));
        }
        Map<LaneShard, Long> latest = new HashMap<>();
        List<Object> replies = link.runAll(calls);
        for (int shard = 0; shard < keys.shards(); shard++) {
            List<?> reply = Replies.list(replies.get(shard));
            int i = 0;
            for (String lane : lanes) {
                latest.put(new LaneShard(lane, shard), Replies.number(reply.get(i++)));
            }
        }
        return latest;
    }

    int shardOf(String userId) {
        return patient.keys().shardOf(userId);
    }

    Booked book(String journal, List<JournalEntry.Numbered> entries) {
        PolicyBook book = policies.book();
        return turns.repeatable(link -> {
            List<ScriptCall> calls = MergeCalls.of(patient.keys(), journal, entries, book, patient.now());
            int[] sums = new int[4];
            for (Object one : link.runAll(calls)) {
                List<?> reply = Reader.answer(one);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += (int) Replies.number(reply.get(i));
                }
            }
            return new Booked(sums[0], sums[1], sums[2], sums[3]);
        });
    }

    Map<Integer, Long> booked(String journal) {
        return turns.repeatable(link -> {
            Keys keys = patient.keys();
            for (int shard = 0; shard < keys.shards(); shard++) {
                link.send(Command.HGET, keys.shard(shard, "merged"), Keys.utf8(journal));
            }
            Map<Integer, Long> latest = new TreeMap<>();
            List<Object> replies = link.replies(keys.shards());
            for (int shard = 0; shard < keys.shards(); shard++) {
                String[] words =
                        Replies.text(Replies.orThrow(replies.get(shard))).split(" ", -1);
                if (words.length == 3 && words[0].equals("J")) {
                    latest.put(shard, Long.parseLong(words[1]));
                }
            }
            return latest;
        });
    }

    Changes changes() {
        return turns.repeatable(link -> feed.read(link, patient));
    }

    void restore(Collection<UserRecord> users) {
        Map<Integer, List<UserRecord>> byShard = new TreeMap<>();
        turns.repeatable(link -> {
            byShard.clear();
            users.forEach(user -> byShard.computeIfAbsent(shardOf(user.userId()), shard -> new ArrayList<>())
                    .add(user));
            byShard.forEach((shard, all) -> restore(link, shard, all));
            return true;
        });
    }

    private void restore(Link link, int shard, List<UserRecord> users) {
        for (int i = 0; i < users.size(); i += USERS) {
            link.run(restoring(shard, users.subList(i, Math.min(users.size(), i + USERS))));
        }
    }

    private ScriptCall restoring(int shard, List<UserRecord> users) {
        Keys keys = patient.keys();
        List<byte[]> names = new ArrayList<>();
        for (String name : List.of("seen", "scores", "blocked", "bans", "exempt", "marked", "names")) {
            names.add(keys.shard(shard, name));
        }
        List<Object> args = new ArrayList<>();
        for (UserRecord user : users) {
            names.add(keys.shard(shard, "user:" + user.userId()));
            args.add(user.userId());
            args.add(user.seenAtMs());
            args.add(user.score() > 0 ? AbuseScore.index(user.score(), user.scoreClock()) : "");
            args.add(user.blockedAtMs() == null ? "" : user.blockEnd());
            args.add(user.ban() == null ? "" : end(user.ban().untilMs()));
            args.add(user.exemption() == null ? "" : end(user.exemption().untilMs()));
            args.add(user.name() == null ? "" : user.name().toLowerCase(Locale.ROOT));
            Map<String, String> fields = UserFields.write(user);
            args.add(fields.size());
            fields.forEach((field, value) -> {
                args.add(field);
                args.add(value);
            });
        }
        return ScriptCall.of(Script.RESTORE, names, args.toArray());
    }

    private static Object end(@Nullable Long untilMs) {
        return untilMs == null ? "+inf" : untilMs;
    }

    boolean logChecks(CheckBatch batch) {
        return turns.repeatable(link -> CheckLog.write(link, patient.keys(), batch));
    }

    OptionalDouble memoryInUse() {
        return turns.repeatable(ServerInfo::memoryInUse);
    }

    void tell(InstanceFigures figures) {
        turns.repeatable(link -> {
            InstanceTexts.tell(link, patient.keys(), figures);
            return true;
        });
    }

    void report(OutageReport report) {
        turns.repeatable(link -> {
            Keys keys = patient.keys();
            String json = StoredJson.JSON.writeValueAsString(StoredJson.JSON
                    .createArrayNode()
                    .add(report.instance())
                    .add(report.fromMs())
                    .add(report.untilMs())
                    .add(report.checks()));
            return link
                    .runAll(List.of(
                            ScriptCall.of(Script.REPORT, List.of(keys.global("outages")), json),
                            ScriptCall.of(
                                    Script.REPORT,
                                    List.of(keys.shard(0, "merged"), keys.shard(0, "events")),
                                    report.journal(),
                                    report.untilMs(),
                                    report.fromMs(),
                                    "STORE_OUTAGE_ENTERED",
                                    "WARNING",
                                    report.instance(),
                                    0,
                                    report.untilMs(),
                                    "STORE_OUTAGE_LEFT",
                                    "INFO",
                                    report.instance(),
                                    report.checks())))
                    .stream()
                    .map(Replies::orThrow)
                    .toList();
        });
    }

    @Override
    public void close() {
        turns.close();
    }
}
