package dev.ratewarden.store.redis;

import static dev.ratewarden.store.redis.StoredJson.decimal;
import static dev.ratewarden.store.redis.StoredJson.orNull;
import static dev.ratewarden.store.redis.StoredJson.text;
import static dev.ratewarden.store.redis.StoredJson.textOrNull;
import static dev.ratewarden.store.redis.StoredJson.whole;
import static dev.ratewarden.store.redis.StoredJson.wholeOrNull;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads and writes what is kept of a user as JSON, in the forms that the keyspace page documents. What cannot be read counts as
 * absent.
 */
final class Records {

    /** What the scripts look at; a ban whose words are damaged still holds. */
    private static final Pattern PERIOD = Pattern.compile("^\\[(\\d{1,15}),(null|\\d{1,15}),.*", Pattern.DOTALL);

    private Records() {}

    private record Period(long sinceMs, @Nullable Long untilMs, String operator, String reason) {}

    static @Nullable Ban ban(String json) {
        Period period = period(json);
        return period == null ? null : new Ban(period.sinceMs(), period.untilMs(), period.reason(), period.operator());
    }

    static @Nullable Exemption exemption(String json) {
        Period period = period(json);
        return period == null
                ? null
                : new Exemption(period.sinceMs(), period.untilMs(), period.reason(), period.operator());
    }

    /** {@code [since, until or null, operator, reason]}. */
    private static @Nullable Period period(String json) {
        Matcher figures = PERIOD.matcher(json);
        if (!figures.matches()) {
            return null;
        }
        String until = figures.group(2);
        JsonNode node = orNull(() -> StoredJson.read(json));
        return new Period(
                Long.parseLong(figures.group(1)),
                until.equals("null") ? null : (Long) Long.parseLong(until),
                node == null ? "" : node.path(2).asString(""),
                node == null ? "" : node.path(3).asString(""));
    }

    /** As {@link #ban} and {@link #exemption} read it. */
    static String period(long sinceMs, @Nullable Long untilMs, String operator, String reason) {
        var array = StoredJson.JSON.createArrayNode();
        array.add(sinceMs);
        array.add(untilMs);
        array.add(operator);
        array.add(reason);
        return StoredJson.JSON.writeValueAsString(array);
    }

    /** {@code [text, operator, at]}. */
    static @Nullable Note note(String json) {
        return orNull(() -> {
            JsonNode node = StoredJson.read(json);
            return new Note(text(node.path(0)), text(node.path(1)), whole(node.path(2)));
        });
    }

    static String json(Note note) {
        var array = StoredJson.JSON.createArrayNode();
        array.add(note.text());
        array.add(note.operator());
        array.add(note.atMs());
        return StoredJson.JSON.writeValueAsString(array);
    }

    /**
     * {@code [at, action, strategy, limit, window, retry-after or null, points, repeats, added, before]}, then as many of {@code cost,
     * burst, blocked, where, level, degraded} as are needed to tell what is unusual.
     */
    static @Nullable Violation violation(String json) {
        return orNull(() -> violation(StoredJson.read(json)));
    }

    private static Violation violation(JsonNode node) {
        String action = text(node.path(1));
        long limit = whole(node.path(3));
        String level = textOrNull(node.path(14));
        return new Violation(
                whole(node.path(0)),
                action,
                wholeOr(1, node.path(10)),
                level == null ? action : level,
                new Limit(strategy(text(node.path(2))), limit, whole(node.path(4)), wholeOr(limit, node.path(11))),
                wholeOrNull(node.path(5)),
                penalty(node),
                textOrNull(node.path(13)),
                wholeOr(0, node.path(15)) == 1);
    }

    private static Penalty penalty(JsonNode node) {
        double added = decimal(node.path(8));
        double before = decimal(node.path(9));
        return new Penalty(
                small(node.path(6)),
                small(node.path(7)),
                added,
                before,
                before + added,
                wholeOr(0, node.path(12)) == 1);
    }

    private static int small(JsonNode node) {
        long value = whole(node);
        if (value < 0 || value > 1_000_000) {
            throw new StoredJson.UnreadableException("no small number");
        }
        return (int) value;
    }

    private static long wholeOr(long usual, JsonNode node) {
        Long given = wholeOrNull(node);
        return given == null ? usual : given;
    }

    private static Strategy strategy(String letter) {
        for (Strategy strategy : Strategy.values()) {
            if (strategy.name().substring(0, 1).equals(letter)) {
                return strategy;
            }
        }
        throw new StoredJson.UnreadableException("no strategy");
    }
}
