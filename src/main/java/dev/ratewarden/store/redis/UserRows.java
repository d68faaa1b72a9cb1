package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rows about users of what the scripts answer. */
final class UserRows {

    private static final int VALUES = 6;

    private UserRows() {}

    /** What is kept of one user, as far as a row shows it; empty texts for what is not there. */
    record Kept(String id, long seenAtMs, String score, String ban, String exemption, String name) {}

    /** @param index what orders users by their scores at any time */
    record Row(UserSummary summary, double index) {}

    /** Six values each: id, last seen, score record, ban, exemption, name. Users that are not tracked are left out. */
    static List<Row> read(@Nullable Object reply, long nowMs, DecayClock decay) {
        List<?> flat = Replies.list(reply);
        List<Row> users = new ArrayList<>(flat.size() / VALUES);
        for (int i = 0; i + VALUES <= flat.size(); i += VALUES) {
            Long seen = Replies.millis(flat.get(i + 1));
            if (seen != null) {
                Kept kept = kept(flat.subList(i, i + VALUES), seen);
                ScoreRecord score = ScoreRecord.parse(kept.score());
                users.add(new Row(summary(kept, nowMs, decay), AbuseScore.index(score.score(), score.clock())));
            }
        }
        return users;
    }

    private static Kept kept(List<?> row, long seenAtMs) {
        return new Kept(
                Replies.text(row.get(0)),
                seenAtMs,
                Replies.text(row.get(2)),
                Replies.text(row.get(3)),
                Replies.text(row.get(4)),
                Replies.text(row.get(5)));
    }

    static UserSummary summary(Kept kept, long nowMs, DecayClock decay) {
        ScoreRecord record = ScoreRecord.parse(kept.score());
        double score = record.scoreAt(decay.at(nowMs));
        Block block = record.blockAt(nowMs, decay);
        Ban ban = Records.ban(kept.ban());
        Exemption exemption = Records.exemption(kept.exemption());
        return new UserSummary(
                kept.id(),
                kept.name().isEmpty() ? null : kept.name(),
                AbuseScore.rounded(score),
                AbuseScore.tier(score, block != null),
                record.violations(),
                record.lastAction(),
                record.lastAtMs(),
                kept.seenAtMs(),
                ban != null && ban.activeAt(nowMs) ? ban : null,
                block,
                exemption != null && exemption.activeAt(nowMs) ? exemption : null);
    }
}
