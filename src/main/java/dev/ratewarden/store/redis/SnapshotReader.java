package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dashboard's poll: one script on every shard and the policies, all in one pipeline. Used by one thread at a time. */
final class SnapshotReader {

    private final Keyspace keyspace;
    private final Policies policies;
    private final MinuteCache minutes = new MinuteCache();

    SnapshotReader(Keyspace keyspace, Policies policies) {
        this.keyspace = keyspace;
        this.policies = policies;
    }

    Snapshot read(Link link, UserQuery query) {
        Keys keys = keyspace.keys();
        Keyspace.Meta met = keyspace.met();
        minutes.belongsTo(met == null ? "" : met.created());
        PolicyBook book = Reader.upToDate(link, keyspace, policies);
        List<ScriptCall> calls = new ArrayList<>(keys.shards());
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(call(keys, shard, query, book));
        }
        policies.sendRead(link, keys);
        InstanceReader.send(link, keys);
        int beside = 1 + InstanceReader.COMMANDS;
        List<Object> replies = link.runAllAfter(beside, calls);
        policies.accept(replies.get(0));
        return merge(replies.subList(beside, replies.size()), replies.subList(1, beside), query, book);
    }

    private ScriptCall call(Keys keys, int shard, UserQuery query, PolicyBook book) {
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
                query.minTier() != null && policies.leastUnblockBelow() < lowest);
    }

    private static String which(UserQuery query) {
        if (query.bannedOnly()) {
            return "bans";
        }
        if (query.minTier() == Tier.BLOCKED) {
            return "blocked";
        }
        return lowestScore(query) > 0 ? "scores" : "all";
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

    private Snapshot merge(List<Object> replies, List<Object> instances, UserQuery query, PolicyBook book) {
        long now = 0;
        long[] sums = new long[7];
        boolean complete = true;
        for (int shard = 0; shard < replies.size(); shard++) {
            List<?> reply = Reader.answer(replies.get(shard));
            long shardNow = Replies.number(reply.get(0));
            now = Math.max(now, shardNow);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += Replies.number(reply.get(i + 1));
            }
            minutes.take(
                    shard,
                    shardNow,
                    Replies.list(reply.get(8)),
                    new Gauges(number(reply, 1), number(reply, 2), number(reply, 3)));
            complete &= number(reply, 10) == 1;
        }
        Statistics statistics = new Statistics(sums[0], sums[1], sums[2], sums[3], sums[6], sums[4], sums[5]);
        List<UserSummary> users = users(replies, query, now, book.decay());
        long matching = complete ? users.size() : matching(query, statistics, users.size());
        UserList list = new UserList(users.subList(0, Math.min(query.limit(), users.size())), matching);
        return new Snapshot(
                now,
                statistics,
                list,
                minutes.lastHour(now),
                InstanceReader.read(instances, now),
                book.scoreRules().decayPerHour());
    }

    private static long number(List<?> reply, int index) {
        return Replies.number(reply.get(index));
    }

    private static List<UserSummary> users(List<Object> replies, UserQuery query, long now, DecayClock decay) {
        return replies.stream()
                .flatMap(reply -> UserRows.read(Replies.list(reply).get(9), now, decay).stream())
                .filter(query::matches)
                .sorted(UserQuery.ORDER)
                .toList();
    }

    /** Where not every candidate was read, the indexes know how many there are; failing that it is at least what was seen. */
    private static long matching(UserQuery query, Statistics statistics, long seen) {
        Long counted = counted(query, statistics);
        return counted == null ? seen : Math.max(seen, counted);
    }

    private static @Nullable Long counted(UserQuery query, Statistics statistics) {
        boolean worst = query.maxTier() == null || query.maxTier() == Tier.BLOCKED;
        if (query.activeSinceMs() != null || !worst) {
            return null;
        }
        if (query.bannedOnly()) {
            return query.minTier() == null || query.minTier() == Tier.NORMAL ? (Long) statistics.banned() : null;
        }
        return switch (query.minTier()) {
            case BLOCKED -> statistics.blocked();
            case WARNING -> null;
            case CAUTION -> statistics.highAbuse();
            case null, default -> statistics.usersTracked();
        };
    }
}
