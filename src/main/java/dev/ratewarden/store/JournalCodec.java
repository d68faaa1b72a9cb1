package dev.ratewarden.store;

import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Journal entries as text: JSON arrays whose first element names their kind. Written by hand, because a check waits for it.
 *
 * <p>{@code ["c", at, user, action, reason, would deny 0/1, quiet until or null, where or null, lane or null, number in it, violation or
 * null]} with a violation as {@code [cost, level, strategy, limit, window, burst, retry-after or null, points, repeats, added, before,
 * after, set the block 0/1]}; {@code ["n", at, action, allowed, denied, would deny, lost violations]}.
 */
public final class JournalCodec {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private JournalCodec() {}

    public static String write(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Decided decided -> decided(decided);
            case JournalEntry.Counted counted ->
                new JsonText("n")
                        .add(counted.atMs())
                        .add(counted.action())
                        .add(counted.allowed())
                        .add(counted.denied())
                        .add(counted.wouldDeny())
                        .add(counted.lostViolations())
                        .end();
        };
    }

    private static String decided(JournalEntry.Decided entry) {
        CallId twin = entry.twin();
        return new JsonText("c")
                .add(entry.atMs())
                .add(entry.userId())
                .add(entry.action())
                .add(entry.reason().name())
                .add(entry.wouldDeny())
                .add(entry.quietUntilMs())
                .add(entry.where())
                .add(twin == null ? null : twin.lane())
                .add(twin == null ? 0 : twin.number())
                .raw(entry.violation() == null ? "null" : violation(entry.violation()))
                .end();
    }

    private static String violation(Violation violation) {
        Limit limit = violation.limit();
        Penalty penalty = violation.penalty();
        return JsonText.array()
                .add(violation.cost())
                .add(violation.level())
                .add(limit.strategy().name())
                .add(limit.limit())
                .add(limit.windowMs())
                .add(limit.burst())
                .add(violation.retryAfterMs())
                .add(penalty.points())
                .add(penalty.repeats())
                .add(penalty.added())
                .add(penalty.scoreBefore())
                .add(penalty.scoreAfter())
                .add(penalty.blocked())
                .end();
    }

    /** Null if it is not a journal entry of a kind that is known here. */
    public static @Nullable JournalEntry read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return switch (node.path(0).asString("")) {
                case "c" -> readDecided(node);
                case "n" ->
                    new JournalEntry.Counted(
                            whole(node, 1),
                            text(node, 2),
                            whole(node, 3),
                            whole(node, 4),
                            whole(node, 5),
                            whole(node, 6));
                default -> null;
            };
        } catch (JacksonException | IllegalArgumentException | dev.ratewarden.limiter.InvalidRequestException e) {
            return null;
        }
    }

    private static JournalEntry readDecided(JsonNode node) {
        long at = whole(node, 1);
        String action = text(node, 3);
        String where = optionalText(node, 7);
        String lane = optionalText(node, 8);
        return new JournalEntry.Decided(
                at,
                text(node, 2),
                action,
                Reason.valueOf(text(node, 4)),
                whole(node, 5) == 1,
                optionalWhole(node, 6),
                where,
                node.get(10).isNull() ? null : violation(node.get(10), at, action, where),
                lane == null ? null : new CallId(lane, whole(node, 9)));
    }

    private static Violation violation(JsonNode node, long at, String action, @Nullable String where) {
        return new Violation(
                at,
                action,
                whole(node, 0),
                text(node, 1),
                new Limit(Strategy.valueOf(text(node, 2)), whole(node, 3), whole(node, 4), whole(node, 5)),
                optionalWhole(node, 6),
                new Penalty(
                        (int) whole(node, 7),
                        (int) whole(node, 8),
                        decimal(node, 9),
                        decimal(node, 10),
                        decimal(node, 11),
                        whole(node, 12) == 1),
                where,
                true);
    }

    private static JsonNode at(JsonNode node, int index) {
        JsonNode value = node.get(index);
        if (value == null) {
            throw new IllegalArgumentException("element " + index + " is missing");
        }
        return value;
    }

    private static String text(JsonNode node, int index) {
        return at(node, index).stringValue();
    }

    private static @Nullable String optionalText(JsonNode node, int index) {
        return at(node, index).isNull() ? null : text(node, index);
    }

    private static long whole(JsonNode node, int index) {
        return at(node, index).longValue();
    }

    private static @Nullable Long optionalWhole(JsonNode node, int index) {
        return at(node, index).isNull() ? null : (Long) whole(node, index);
    }

    private static double decimal(JsonNode node, int index) {
        return at(node, index).doubleValue();
    }
}
