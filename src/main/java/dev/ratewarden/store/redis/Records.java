package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Penalty;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes what is kept of a user, in the forms that the keyspace page documents. */
final class Records {

    static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int ROW = 5;

    private Records() {}

    /** {@code [since, until or null, operator, reason]}. */
    static Ban ban(String json) {
        JsonNode node = JSON.readTree(json);
        return new Ban(
                node.get(0).longValue(),
                node.get(1).isNull() ? null : (Long) node.get(1).longValue(),
                node.get(3).stringValue(),
                node.get(2).stringValue());
    }

    static String json(Ban ban) {
        var array = JSON.createArrayNode();
        array.add(ban.sinceMs());
        array.add(ban.untilMs());
        array.add(ban.operator());
        array.add(ban.reason());
        return JSON.writeValueAsString(array);
    }

    /** {@code <score> <at> <violations> <last at> <last action> <reset at> <blocked at> <blocked until>}, a dash for none. */
    record Score(
            double score,
            long atMs,
            long violations,
            @Nullable Long lastAtMs,
            @Nullable String lastAction,
            @Nullable Long resetAtMs,
            @Nullable Block block) {

        static final Score NONE = new Score(0, 0, 0, null, null, null, null);

        static Score parse(String text) {
            String[] parts = text.split(" ", -1);
            if (parts.length != 8) {
                return NONE;
            }
            return new Score(
                    Double.parseDouble(parts[0]),
                    Long.parseLong(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3].equals("-") ? null : (Long) Long.parseLong(parts[3]),
                    parts[4].equals("-") ? null : parts[4],
                    parts[5].equals("-") ? null : (Long) Long.parseLong(parts[5]),
                    CheckCodec.block(parts[6], parts[7]));
        }
    }

    /** Rows of five values: id, last seen, score record, ban, name. Users that are not tracked are left out. */
    static List<UserSummary> rows(@Nullable Object reply, long nowMs, ScoreRules rules) {
        List<?> flat = Replies.list(reply);
        List<UserSummary> users = new ArrayList<>(flat.size() / ROW);
        for (int i = 0; i + ROW <= flat.size(); i += ROW) {
            Long seen = Replies.millis(flat.get(i + 1));
            if (seen != null) {
                users.add(summary(
                        Replies.text(flat.get(i)),
                        seen,
                        Replies.text(flat.get(i + 2)),
                        Replies.text(flat.get(i + 3)),
                        Replies.text(flat.get(i + 4)),
                        nowMs,
                        rules));
            }
        }
        return users;
    }

    static UserSummary summary(
            String id, long seenAtMs, String scoreText, String banText, String name, long nowMs, ScoreRules rules) {
        Score record = Score.parse(scoreText);
        double score = AbuseScore.decayed(
                record.score(),
                rules.decayPerHour() * record.atMs() / 3_600_000.0,
                rules.decayPerHour() * nowMs / 3_600_000.0);
        Block block = record.block() != null && record.block().activeAt(nowMs) ? record.block() : null;
        Ban ban = banText.isEmpty() ? null : ban(banText);
        return new UserSummary(
                id,
                name.isEmpty() ? null : name,
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                record.violations(),
                record.lastAction(),
                record.lastAtMs(),
                seenAtMs,
                ban != null && ban.activeAt(nowMs) ? ban : null,
                block,
                null);
    }

    /** {@code [at, action, strategy, limit, window, retry-after, points, repeats, added, before, (cost, burst, blocked, where)]}. */
    static Violation violation(String json) {
        JsonNode node = JSON.readTree(json);
        boolean more = node.size() > 10;
        long limit = node.get(3).longValue();
        double added = node.get(8).asDouble();
        double before = node.get(9).asDouble();
        return new Violation(
                node.get(0).longValue(),
                node.get(1).stringValue(),
                more ? node.get(10).longValue() : 1,
                node.get(1).stringValue(),
                new Limit(
                        strategy(node.get(2).stringValue()),
                        limit,
                        node.get(4).longValue(),
                        more ? node.get(11).longValue() : limit),
                node.get(5).longValue(),
                new Penalty(
                        node.get(6).intValue(),
                        node.get(7).intValue(),
                        added,
                        before,
                        before + added,
                        more && node.get(12).intValue() == 1),
                node.size() > 13 ? node.get(13).stringValue() : null,
                false);
    }

    private static Strategy strategy(String letter) {
        for (Strategy strategy : Strategy.values()) {
            if (strategy.name().startsWith(letter)) {
                return strategy;
            }
        }
        throw new IllegalArgumentException("strategy " + letter);
    }
}
