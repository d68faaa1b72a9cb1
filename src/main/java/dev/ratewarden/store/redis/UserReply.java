package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.Violation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes what {@code user.lua} answers into everything about one user. What cannot be read is left out. */
final class UserReply {

    private static final String OVERRIDE = "o:";

    private UserReply() {}

    static UserDetail detail(String userId, long seenAtMs, List<?> reply, List<ActionQuota> quotas, DecayClock decay) {
        long now = Replies.number(reply.get(0));
        Map<String, String> fields = Replies.map(reply.get(2));
        String score = fields.getOrDefault("s", "");
        String note = fields.get("note");
        Long grace = number(fields.getOrDefault("g", ""));
        return new UserDetail(
                UserRows.summary(
                        new UserRows.Kept(
                                userId,
                                seenAtMs,
                                score,
                                fields.getOrDefault("ban", ""),
                                fields.getOrDefault("ex", ""),
                                fields.getOrDefault("name", "")),
                        now,
                        decay),
                now,
                ScoreRecord.parse(score).resetAtMs(),
                revision(fields.getOrDefault("m", "")),
                note == null ? null : Records.note(note),
                grace == null || now >= grace ? null : grace,
                overrides(fields),
                quotas,
                history(reply.get(3)),
                audit(reply.get(4)));
    }

    private static long revision(String moderation) {
        Long revision = number(moderation.split(" ", 2)[0]);
        return revision == null ? 0 : revision;
    }

    private static Map<String, Long> overrides(Map<String, String> fields) {
        Map<String, Long> overrides = new TreeMap<>();
        fields.forEach((field, value) -> {
            Long limit = field.startsWith(OVERRIDE) ? number(value) : null;
            if (limit != null) {
                overrides.put(field.substring(OVERRIDE.length()), limit);
            }
        });
        return overrides;
    }

    private static List<Violation> history(@Nullable Object reply) {
        return Replies.list(reply).stream()
                .map(entry -> Records.violation(Replies.text(entry)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<AuditEntry> audit(@Nullable Object reply) {
        return Replies.list(reply).stream()
                .map(entry -> AuditChain.entry(Replies.text(entry)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,15}") ? (Long) Long.parseLong(text) : null;
    }
}
