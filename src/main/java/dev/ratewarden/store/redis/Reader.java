package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.SecurityEvent;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.Protocol.Command;

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
        PolicyBook book = policies.book();
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
        standing.forEach(policy -> calls.add(
                CheckCodec.call(keys, CheckCodec.Mode.STANDING, CheckRequest.of(userId, policy.action()), book, now)));
        List<Object> replies = link.runAll(calls);
        List<?> user = answer(replies.get(0));
        Long seen = Replies.millis(user.get(1));
        if (seen == null) {
            return Optional.empty();
        }
        return Optional.of(detail(userId, seen, user, quotas(standing, replies.subList(1, replies.size())), book));
    }

    private static UserDetail detail(
            String userId, long seen, List<?> user, List<ActionQuota> quotas, PolicyBook book) {
        long now = Replies.number(user.get(0));
        Map<String, String> fields = Replies.map(user.get(2));
        String score = fields.getOrDefault("s", "");
        String moderation = fields.getOrDefault("m", "0");
        List<?> audit = Replies.list(user.get(4));
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 1; i < audit.size(); i += 2) {
            entries.add(AuditChain.entry(Replies.text(audit.get(i))));
        }
        return new UserDetail(
                Records.summary(
                        userId,
                        seen,
                        score,
                        fields.getOrDefault("ban", ""),
                        fields.getOrDefault("name", ""),
                        now,
                        book.scoreRules()),
                now,
                Records.Score.parse(score).resetAtMs(),
                Long.parseLong(moderation.split(" ", 2)[0]),
                null,
                null,
                Map.of(),
                quotas,
                Replies.list(user.get(3)).stream()
                        .map(entry -> Records.violation(Replies.text(entry)))
                        .toList(),
                entries);
    }

    private static List<ActionQuota> quotas(List<Policy> policies, List<Object> replies) {
        List<ActionQuota> quotas = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            List<?> reply = answer(replies.get(i));
            Quota quota = CheckCodec.quota(reply, policies.get(i));
            if (quota.resetAtMs() > Replies.number(reply.get(1))) {
                quotas.add(new ActionQuota(policies.get(i), AppliedLimit.of(policies.get(i)), quota));
            }
        }
        quotas.sort(MOST_USED_FIRST);
        return quotas;
    }

    static List<UserSummary> find(Link link, Keyspace keyspace, Policies policies, String text, int limit) {
        Keys keys = keyspace.keys();
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
            found.addAll(Records.rows(
                    answer.get(1),
                    Replies.number(answer.get(0)),
                    policies.book().scoreRules()));
        }
        return found.stream()
                .sorted(Comparator.comparing((UserSummary user) -> !user.id().equals(text))
                        .thenComparing(
                                user -> user.name() == null ? "" : user.name().toLowerCase(Locale.ROOT))
                        .thenComparing(UserSummary::id))
                .limit(limit)
                .toList();
    }

    static List<AuditEntry> audit(Link link, Keys keys, int limit) {
        return newest(link, keys, "audit", limit, entry -> AuditChain.entry(auditJson(entry)), AuditEntry::atMs);
    }

    static List<SecurityEvent> events(Link link, Keys keys, int limit) {
        return newest(link, keys, "events", limit, Reader::event, SecurityEvent::atMs);
    }

    /** The newest entries of a stream that every shard has: by their time, those of one ms and shard as they were written. */
    private static <T> List<T> newest(
            Link link, Keys keys, String stream, int limit, Function<Object, T> reader, Function<T, Long> time) {
        for (int shard = 0; shard < keys.shards(); shard++) {
            link.send(
                    Command.XREVRANGE,
                    keys.shard(shard, stream),
                    Keys.utf8("+"),
                    Keys.utf8("-"),
                    Keys.utf8("COUNT"),
                    Keys.number(limit));
        }
        record Found<T>(T item, String streamId) {}
        List<Found<T>> found = new ArrayList<>();
        for (Object reply : link.replies(keys.shards())) {
            for (Object entry : Replies.list(reply)) {
                found.add(new Found<>(
                        reader.apply(entry), Replies.text(Replies.list(entry).get(0))));
            }
        }
        // The sort is stable and each shard's entries came newest first.
        return found.stream()
                .sorted(Comparator.comparing((Found<T> one) -> time.apply(one.item()))
                        .thenComparing(Found::streamId)
                        .reversed())
                .limit(limit)
                .map(Found::item)
                .toList();
    }

    /** The JSON of a stream entry of the audit trail. */
    static String auditJson(Object entry) {
        return Replies.map(Replies.list(entry).get(1)).getOrDefault("entry", "{}");
    }

    private static SecurityEvent event(Object entry) {
        Map<String, String> fields = Replies.map(Replies.list(entry).get(1));
        String where = fields.getOrDefault("where", "");
        return new SecurityEvent(
                Long.parseLong(fields.getOrDefault("at", "0")),
                fields.getOrDefault("type", ""),
                SecurityEvent.Severity.valueOf(fields.getOrDefault("severity", "INFO")),
                fields.getOrDefault("user", ""),
                fields.getOrDefault("action", ""),
                where.isEmpty() ? null : where,
                dev.ratewarden.limiter.AbuseScore.rounded(Double.parseDouble(fields.getOrDefault("score", "0"))),
                Long.parseLong(fields.getOrDefault("folded", "0")));
    }
}
