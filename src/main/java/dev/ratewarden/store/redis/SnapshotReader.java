package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A dashboard's poll: one script on every shard and the policies, all in one pipeline. Used by one thread at a time. */
final class SnapshotReader {

    private static final int ATTEMPTS = 3;

    private final Keyspace keyspace;
    private final Policies policies;
    private final MinuteCache minutes = new MinuteCache();

    /** Where the page that was read last ended. */
    private @Nullable PageEdge edge;

    SnapshotReader(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.policies = policies;
    }

    Snapshot read(Link link, UserQuery query) {
        Keyspace.Meta met = Objects.requireNonNull(keyspace.met());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Snapshot read = readOf(met, link, query);
            if (read != null) {
                return read;
            }
            met = keyspace.lookAgain(link);
        }
        throw new StoreUnavailableException("the keyspace is emptied again and again; try again", null);
    }

    /** Null where that keyspace is not there any more: then nothing was taken of what is there. */
    private @Nullable Snapshot readOf(Keyspace.Meta met, Link link, UserQuery query) {
        minutes.belongsTo(met.created());
        PageEdge known = edge != null && edge.servesFor(query, met.created()) ? edge : null;
        Poll poll = poll(met, link, query, known);
        if (poll != null && known != null && !known.holds(poll.rows())) {
            known = null;
            poll = poll(met, link, query, null);
        }
        if (poll == null) {
            return null;
        }
        if (known == null || poll.rows().size() > 2 * query.limit()) {
            edge = PageEdge.below(query, met.created(), poll.rows());
        }
        return snapshot(met, poll, query);
    }

    /** What one pipeline told: all shards' parts, and the users on them in order. */
    private record Poll(
            PolicyBook book, List<List<?>> shards, long nowMs, Instances instances, List<UserRows.Row> rows) {}

    /** Null where another keyspace is there than the one that was met, or none. */
    private @Nullable Poll poll(Keyspace.Meta met, Link link, UserQuery query, @Nullable PageEdge known) {
        Keys keys = met.keys();
        if (policies.tooOld() && !KeyspaceMeta.isStill(met, link)) {
            return null;
        }
        PolicyBook book = policies.upToDate(link, keys);
        List<ScriptCall> calls = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(call(keys, shard, query, book, known));
        }
        policies.sendRead(link, keys);
        KeyspaceMeta.sendCreated(link, keys);
        InstanceReader.send(link, keys);
        int instances = 2;
        int beside = instances + InstanceReader.COMMANDS;
        List<Object> replies = link.runAllAfter(beside, calls);
        if (!KeyspaceMeta.created(replies.get(1)).equals(met.created())) {
            return null;
        }
        policies.accept(replies.get(0));
        List<List<?>> shards = new ArrayList<>();
        replies.subList(beside, replies.size()).forEach(reply -> shards.add(Reader.answer(reply)));
        long now = shards.stream().mapToLong(reply -> number(reply, 0)).max().orElse(0);
        return new Poll(
                book,
                shards,
                now,
                InstanceReader.read(replies.subList(instances, beside), now),
                rows(shards, query, now, book.decay()));
    }

    private ScriptCall call(Keys keys, int shard, UserQuery query, PolicyBook book, @Nullable PageEdge known) {
        List<byte[]> names = List.of(
                keys.shard(shard, "seen"),
                keys.shard(shard, "scores"),
                keys.shard(shard, "blocked"),
                keys.shard(shard, "bans"),
                keys.shard(shard, "exempt"),
                keys.shard(shard, "totals"));
        double lowest = lowestScore(query);
        return ScriptCall.of(
                Script.SHARD,
                names,
                which(query),
                lowest,
                scoreBelow(query),
                query.activeSinceMs() == null ? "" : query.activeSinceMs(),
                query.limit(),
                DecayText.text(book.decay()),
                minutes.from(shard),
                keyspace.now(),
                blocked(query, lowest),
                known == null ? "" : known.text(),
                query.action() == null ? "" : query.action(),
                query.where() == null ? "" : query.where());
    }

    private static String which(UserQuery query) {
        if (query.bannedOnly()) {
            return "bans";
        }
        if (query.exemptOnly()) {
            return "exempt";
        }
        if (query.minTier() == Tier.BLOCKED) {
            return "blocked";
        }
        return lowestScore(query) > 0 ? "scores" : "all";
    }

    /** Whether users are asked for beside those of the scores, or are not, because they are blocked. */
    private int blocked(UserQuery query, double lowest) {
        if (query.maxTier() != null && query.maxTier() != Tier.BLOCKED) {
            return -1;
        }
        return query.minTier() != null && policies.leastUnblockBelow() < lowest ? 1 : 0;
    }

    private static double lowestScore(UserQuery query) {
        return switch (query.minTier()) {
            case CAUTION -> ScoreRules.CAUTION_AT;
            case WARNING -> ScoreRules.WARNING_AT;
            case null, default -> 0;
        };
    }

    private static Object scoreBelow(UserQuery query) {
        return switch (query.maxTier()) {
            case NORMAL -> ScoreRules.CAUTION_AT;
            case CAUTION -> ScoreRules.WARNING_AT;
            case null, default -> "inf";
        };
    }

    private Snapshot snapshot(Keyspace.Meta met, Poll poll, UserQuery query) {
        long[] sums = new long[7];
        boolean complete = true;
        boolean counted = countable(query);
        long count = 0;
        for (int shard = 0; shard < poll.shards().size(); shard++) {
            List<?> reply = poll.shards().get(shard);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += number(reply, i + 1);
            }
            minutes.take(
                    shard,
                    number(reply, 0),
                    Replies.list(reply.get(8)),
                    new Gauges(number(reply, 1), number(reply, 2), number(reply, 3)));
            complete &= number(reply, 10) == 1;
            counted &= number(reply, 11) >= 0;
            count += number(reply, 11);
        }
        Statistics statistics = new Statistics(sums[0], sums[1], sums[2], sums[3], sums[6], sums[4], sums[5]);
        List<UserSummary> page = poll.rows().stream()
                .limit(query.limit())
                .map(UserRows.Row::summary)
                .toList();
        return new Snapshot(
                poll.nowMs(),
                statistics,
                complete || !counted
                        ? new UserList(page, poll.rows().size(), complete)
                        : new UserList(page, Math.max(poll.rows().size(), count)),
                minutes.lastHour(poll.nowMs()),
                poll.instances(),
                poll.book().scoreRules().decayPerHour(),
                met.created());
    }

    private static long number(List<?> reply, int index) {
        return Replies.number(reply.get(index));
    }

    private static List<UserRows.Row> rows(List<List<?>> shards, UserQuery query, long now, DecayClock decay) {
        return shards.stream()
                .flatMap(reply -> UserRows.read(reply.get(9), now, decay).stream())
                .filter(row -> query.matches(row.summary()))
                .sorted(Comparator.comparing(UserRows.Row::summary, UserQuery.ORDER))
                .toList();
    }

    /** Whether the indexes tell how many match where not every candidate was read. */
    private static boolean countable(UserQuery query) {
        boolean ofSome = query.bannedOnly() || query.exemptOnly();
        boolean ofAnyTier = (query.minTier() == null || query.minTier() == Tier.NORMAL) && query.maxTier() == null;
        return !ofSome || (ofAnyTier && query.bannedOnly() != query.exemptOnly());
    }
}
