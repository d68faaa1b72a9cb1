package dev.ratewarden.store;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user as text: {@code ["u", id, score, score clock, violations, latest violation, its action, reset at, blocked at, block end, [recent
 * times], [ban's since, until, reason, operator], [the same of the exemption], grace until, {action: own limit}, [note's text, operator,
 * at], name, seen at, moderation revision]}, null for what there is not.
 */
public final class UserRecordCodec {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KIND = "u";

    private UserRecordCodec() {}

    public static String write(UserRecord user) {
        ArrayNode node = JSON.createArrayNode();
        node.add(KIND)
                .add(user.userId())
                .add(user.score())
                .add(user.scoreClock())
                .add(user.violations())
                .add(user.lastViolationAtMs())
                .add(user.lastAction())
                .add(user.resetAtMs())
                .add(user.blockedAtMs())
                .add(user.blockEnd());
        ArrayNode recent = node.addArray();
        user.recentMs().forEach(recent::add);
        Ban ban = user.ban();
        period(node, ban == null ? null : new Exemption(ban.sinceMs(), ban.untilMs(), ban.reason(), ban.operator()));
        period(node, user.exemption());
        node.add(user.graceUntilMs());
        ObjectNode overrides = node.addObject();
        user.overrides().forEach(overrides::put);
        Note note = user.note();
        if (note == null) {
            node.addNull();
        } else {
            node.addArray().add(note.text()).add(note.operator()).add(note.atMs());
        }
        node.add(user.name()).add(user.seenAtMs()).add(user.moderationRevision());
        return JSON.writeValueAsString(node);
    }

    private static void period(ArrayNode to, @Nullable Exemption period) {
        if (period == null) {
            to.addNull();
        } else {
            to.addArray()
                    .add(period.sinceMs())
                    .add(period.untilMs())
                    .add(period.reason())
                    .add(period.operator());
        }
    }

    /** Null if it is no user. */
    public static @Nullable UserRecord read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.size() == 19 && node.path(0).asString("").equals(KIND) ? read(node) : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private static UserRecord read(JsonNode node) {
        List<Long> recent = new ArrayList<>();
        node.get(10).forEach(time -> recent.add(time.longValue()));
        Map<String, Long> overrides = new TreeMap<>();
        node.get(14)
                .propertyStream()
                .forEach(own -> overrides.put(own.getKey(), own.getValue().longValue()));
        Exemption ban = period(node.get(11));
        JsonNode note = node.get(15);
        return new UserRecord(
                node.get(1).stringValue(),
                node.get(2).doubleValue(),
                node.get(3).doubleValue(),
                node.get(4).longValue(),
                whole(node.get(5)),
                text(node.get(6)),
                whole(node.get(7)),
                whole(node.get(8)),
                node.get(9).doubleValue(),
                recent,
                ban == null ? null : new Ban(ban.sinceMs(), ban.untilMs(), ban.reason(), ban.operator()),
                period(node.get(12)),
                whole(node.get(13)),
                overrides,
                note.isNull()
                        ? null
                        : new Note(
                                note.get(0).stringValue(),
                                note.get(1).stringValue(),
                                note.get(2).longValue()),
                text(node.get(16)),
                node.get(17).longValue(),
                node.get(18).longValue());
    }

    private static @Nullable Exemption period(JsonNode node) {
        return node.isNull()
                ? null
                : new Exemption(
                        node.get(0).longValue(),
                        whole(node.get(1)),
                        node.get(2).stringValue(),
                        node.get(3).stringValue());
    }

    private static @Nullable Long whole(JsonNode node) {
        return node.isNull() ? null : (Long) node.longValue();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isNull() ? null : node.stringValue();
    }
}
