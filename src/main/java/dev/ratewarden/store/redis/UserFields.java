package dev.ratewarden.store.redis;

import dev.ratewarden.store.UserRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A user as the fields of its hash, without what was used of limits. What cannot be read counts as absent. */
final class UserFields {

    private static final String OVERRIDE = "o:";

    private UserFields() {}

    static UserRecord read(String userId, long seenAtMs, Map<String, String> fields) {
        ScoreRecord score = ScoreRecord.parse(fields.getOrDefault("s", ""));
        String note = fields.get("note");
        Long revision = number(fields.getOrDefault("m", "").split(" ", 2)[0]);
        return new UserRecord(
                userId,
                score.score(),
                score.clock(),
                score.violations(),
                score.lastAtMs(),
                score.lastAction(),
                score.resetAtMs(),
                score.blockedAtMs(),
                score.blockEnd(),
                times(fields.getOrDefault("v", "")),
                Records.ban(fields.getOrDefault("ban", "")),
                Records.exemption(fields.getOrDefault("ex", "")),
                number(fields.getOrDefault("g", "")),
                overrides(fields),
                note == null ? null : Records.note(note),
                fields.get("name"),
                seenAtMs,
                revision == null ? 0 : revision);
    }

    /** As {@link #read} reads it. */
    static Map<String, String> write(UserRecord user) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (user.violations() > 0 || user.score() > 0 || user.resetAtMs() != null) {
            fields.put("s", score(user));
        }
        put(fields, "v", times(user.recentMs()));
        if (user.ban() != null) {
            fields.put("ban", period(user.ban()));
        }
        if (user.exemption() != null) {
            fields.put("ex", period(user.exemption()));
        }
        put(fields, "g", user.graceUntilMs());
        new TreeMap<>(user.overrides()).forEach((action, limit) -> fields.put(OVERRIDE + action, Long.toString(limit)));
        put(fields, "note", user.note() == null ? null : Records.json(user.note()));
        put(fields, "m", user.moderationRevision() == 0 ? null : user.moderationRevision());
        put(fields, "name", user.name());
        return fields;
    }

    private static String period(dev.ratewarden.limiter.Ban ban) {
        return Records.period(ban.sinceMs(), ban.untilMs(), ban.operator(), ban.reason());
    }

    private static String period(dev.ratewarden.limiter.Exemption exemption) {
        return Records.period(exemption.sinceMs(), exemption.untilMs(), exemption.operator(), exemption.reason());
    }

    private static void put(Map<String, String> fields, String field, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            fields.put(field, value.toString());
        }
    }

    private static String score(UserRecord user) {
        boolean blocked = user.blockedAtMs() != null;
        return String.join(
                " ",
                Keys.text(user.score()),
                Keys.text(user.scoreClock()),
                Long.toString(user.violations()),
                orDash(user.lastViolationAtMs()),
                orDash(user.lastAction()),
                orDash(user.resetAtMs()),
                orDash(user.blockedAtMs()),
                blocked ? Keys.text(user.blockEnd()) : "-");
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /** The newest time, then how much earlier each of the others was than the one before it. */
    private static List<Long> times(String text) {
        List<Long> times = new ArrayList<>();
        long time = 0;
        for (String step : text.split(" ", -1)) {
            Long number = number(step);
            if (number == null) {
                break;
            }
            time = times.isEmpty() ? number : time - number;
            times.add(time);
        }
        return times;
    }

    private static String times(List<Long> times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times.size(); i++) {
            text.append(i == 0 ? times.get(0) : " " + (times.get(i - 1) - times.get(i)));
        }
        return text.toString();
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

    private static @Nullable Long number(String text) {
        return text.matches("[0-9]{1,15}") ? (Long) Long.parseLong(text) : null;
    }
}
