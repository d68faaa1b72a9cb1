package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;

/** What people read besides the snapshot. Each method sends one pipeline. */
final class Reader {

    private static final Comparator<ActionQuota> MOST_USED_FIRST = Comparator.comparingDouble((ActionQuota q) ->
                    (double) q.quota().remaining() / q.quota().limit())
            .thenComparing(q -> q.policy().action());

    private Reader() {}

    /** A script's reply, unless it refuses the time that was sent. */
    static List<?> answer(Object reply) {
        List<?> answer = Replies.list(reply);
        if (answer.size() == 1 && Replies.text(answer.get(0)).equals("CLOCK")) {
            throw CheckCodec.clockRefused();
        }
        return answer;
    }

    static Optional<UserDetail> detail(Link link, Keyspace keyspace, Policies policies, String userId) {
        Keys keys = keyspace.keys();
        int shard = keys.shardOf(userId);
        String now = keyspace.now();
        PolicyBook book = policies.upToDate(link, keyspace.keys());
        List<ScriptCall> calls = new ArrayList<>();
        calls.add(ScriptCall.of(
                Script.USER,
                List.of(
                        keys.shard(shard, "user:" + userId),
                        keys.shard(shard, "history:" + userId),
                        keys.shard(shard, "seen"),
                        keys.shard(shard, "audit"),
                        keys.shard(shard, "totals")),
                userId,
                now));
        List<Policy> standing = List.copyOf(book.policies().values());
        PolicyTexts texts = new PolicyTexts(book, keys.usersPerShard());
        standing.forEach(policy -> calls.add(
                CheckCodec.call(keys, CheckCodec.Mode.STANDING, CheckRequest.of(userId, policy.action()), texts, now)));
        List<Object> replies = link.runAll(calls);
        List<?> user = answer(replies.get(0));
        Long seen = Replies.millis(user.get(1));
        if (seen == null) {
            return Optional.empty();
        }
        List<ActionQuota> quotas = quotas(standing, replies.subList(1, replies.size()), book);
        return Optional.of(UserReply.detail(userId, seen, user, quotas, book.decay()));
    }

    private static List<ActionQuota> quotas(List<Policy> policies, List<Object> replies, PolicyBook book) {
        List<ActionQuota> quotas = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            if (holdsNothing(replies.get(i))) {
                continue;
            }
            List<?> reply = answer(replies.get(i));
            ActionQuota standing = CheckCodec.standing(reply, policies.get(i), book);
            if (standing.quota().resetAtMs() > Replies.number(reply.get(1))) {
                quotas.add(standing);
            }
        }
        quotas.sort(MOST_USED_FIRST);
        return quotas;
    }

    /** A key of another type is no record of ours: the check will refuse it loudly, but people can look at the rest. */
    static boolean holdsNothing(@Nullable Object reply) {
        return reply instanceof JedisDataException error
                && error.getMessage() != null
                && error.getMessage().startsWith("WRONGTYPE");
    }

    static List<UserSummary> find(Link link, Keyspace keyspace, Policies policies, String text, int limit) {
        Keys keys = keyspace.keys();
        DecayClock decay = policies.upToDate(link, keyspace.keys()).decay();
        List<ScriptCall> calls = new ArrayList<>();
        for (int shard = 0; shard < keys.shards(); shard++) {
            calls.add(ScriptCall.of(
                    Script.FIND,
                    List.of(keys.shard(shard, "names"), keys.shard(shard, "seen"), keys.shard(shard, "totals")),
                    text.toLowerCase(Locale.ROOT),
                    limit,
                    keys.shardOf(text) == shard ? text : "",
                    keyspace.now()));
        }
        List<UserSummary> found = new ArrayList<>();
        for (Object reply : link.runAll(calls)) {
            List<?> answer = answer(reply);
            UserRows.read(answer.get(1), Replies.number(answer.get(0)), decay).forEach(row -> found.add(row.summary()));
        }
        return found.stream()
                .sorted(Comparator.comparing((UserSummary user) -> !user.id().equals(text))
                        .thenComparing(
                                user -> user.name() == null ? "" : user.name().toLowerCase(Locale.ROOT))
                        .thenComparing(UserSummary::id))
                .limit(limit)
                .toList();
    }
}
