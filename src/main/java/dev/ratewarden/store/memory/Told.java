package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.store.FileLineLog;
import dev.ratewarden.store.Lines;
import dev.ratewarden.store.UserRecord;
import dev.ratewarden.store.UserRecordCodec;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@link Diary} told. A user is told whole, and the latest line of each user counts; {@code ["f", user]} forgets one; {@code ["r",
 * blockAt, unblockBelow, decay an hour, base, from, rate, rate before]} are the rules and the decay clock in which scores are kept.
 */
final class Told {

    static final String HEADER = "[\"ratewarden-memory\",1]";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PART = 1_000;

    private final Map<String, UserRecord> users = new LinkedHashMap<>();
    private ScoreRules rules = ScoreRules.DEFAULT;
    private @Nullable DecayClock clock;
    private int unreadable;

    private Told() {}

    /** @throws IOException if the file cannot be read, or is none of ours */
    static Told read(FileLineLog log) throws IOException {
        Told told = new Told();
        Lines.Chunk first = log.read(0, 1);
        if (first.lines().isEmpty() || !first.lines().getFirst().json().equals(HEADER)) {
            throw new IOException("it was written by something else, or by a newer version; nothing in it was changed");
        }
        for (long at = first.next(); at < log.size(); ) {
            Lines.Chunk chunk = log.read(at, PART);
            chunk.lines().forEach(line -> told.take(line.json()));
            told.unreadable += chunk.unreadable();
            if (chunk.next() == at) {
                // The last line was not written to its end.
                told.unreadable++;
                break;
            }
            at = chunk.next();
        }
        return told;
    }

    static String user(UserRecord user) {
        return UserRecordCodec.write(user);
    }

    static String forgotten(String userId) {
        return JSON.writeValueAsString(JSON.createArrayNode().add("f").add(userId));
    }

    static String rules(PolicyBook book) {
        ScoreRules rules = book.scoreRules();
        DecayClock clock = book.decay();
        return JSON.writeValueAsString(JSON.createArrayNode()
                .add("r")
                .add(rules.blockAt())
                .add(rules.unblockBelow())
                .add(rules.decayPerHour())
                .add(clock.base())
                .add(clock.fromMs())
                .add(clock.rate())
                .add(clock.rateBefore()));
    }

    private void take(String json) {
        UserRecord user = UserRecordCodec.read(json);
        if (user != null) {
            users.put(user.userId(), user);
            return;
        }
        try {
            JsonNode node = JSON.readTree(json);
            switch (node.path(0).asString("")) {
                case "f" -> users.remove(node.path(1).stringValue());
                case "r" -> takeRules(node);
                default -> unreadable++;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            unreadable++;
        }
    }

    private void takeRules(JsonNode node) {
        rules = new ScoreRules(number(node, 1), number(node, 2), number(node, 3));
        clock = new DecayClock(number(node, 4), node.path(5).longValue(), number(node, 6), number(node, 7));
    }

    private static double number(JsonNode node, int index) {
        return node.path(index).doubleValue();
    }

    Collection<UserRecord> users() {
        return users.values();
    }

    ScoreRules rules() {
        return rules;
    }

    /** The clock by which scores were kept; where its line was lost, one that stands where the latest score was written. */
    DecayClock clock(long nowMs) {
        if (clock != null) {
            return clock;
        }
        double latest = users.values().stream()
                .mapToDouble(UserRecord::scoreClock)
                .max()
                .orElse(0);
        return new DecayClock(latest, nowMs, 0, 0);
    }

    /** How many lines could not be read, and were left out. */
    int unreadable() {
        return unreadable;
    }
}
