package dev.ratewarden.store.model;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.UserSummary;
import dev.ratewarden.moderation.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of one user. */
final class ModelUser {

    static final int HISTORY = 100;
    private static final long HOUR_MS = 3_600_000;
    private static final int MOST_REPEATS = 99;

    /** @param number how many violations this user had made when it was made, itself included */
    record Made(long number, Violation violation) {}

    /** A block, and where the decay clock stands when it ends. */
    record ModelBlock(long sinceMs, double end) {

        @Nullable
        Block now(long nowMs, PolicyBook book) {
            Block shown = new Block(sinceMs, AbuseScore.blockedUntil(end, book.decay()));
            return shown.activeAt(nowMs) ? shown : null;
        }
    }

    /** What an undo goes back to. */
    record Before(
            double score,
            double clock,
            @Nullable ModelBlock block,
            @Nullable Ban ban,
            @Nullable Long resetAtMs,
            long violationsAtReset) {}

    final String id;

    @Nullable
    String name;

    long seenAtMs;

    double score;

    /** What the decay clock showed when the score was made. */
    double clock;

    @Nullable
    ModelBlock block;

    @Nullable
    Ban ban;

    @Nullable
    Long resetAtMs;

    long violationsAtReset;
    long violations;

    /** Oldest first, never cut. */
    final List<Made> made = new ArrayList<>();

    final Map<String, ModelMeter> meters = new HashMap<>();
    final Map<String, Long> notifyFromMs = new HashMap<>();
    final Map<String, Long> excessiveAtMs = new HashMap<>();

    @Nullable
    Long highScoreEventAtMs;

    long swallowedEvents;

    long moderationRevision;
    final List<AuditEntry> audit = new ArrayList<>();

    @Nullable
    Before beforeLatestAction;

    boolean latestActionReset;

    ModelUser(String id) {
        this.id = id;
    }

    /** Everything that a check may change. */
    ModelUser copy() {
        ModelUser copy = new ModelUser(id);
        copy.restore(before());
        copy.violations = violations;
        copy.made.addAll(made);
        meters.forEach((action, meter) -> copy.meters.put(action, meter.copy()));
        copy.notifyFromMs.putAll(notifyFromMs);
        copy.excessiveAtMs.putAll(excessiveAtMs);
        copy.highScoreEventAtMs = highScoreEventAtMs;
        copy.swallowedEvents = swallowedEvents;
        return copy;
    }

    Before before() {
        return new Before(score, clock, block, ban, resetAtMs, violationsAtReset);
    }

    private void restore(Before before) {
        score = before.score();
        clock = before.clock();
        block = before.block();
        ban = before.ban();
        resetAtMs = before.resetAtMs();
        violationsAtReset = before.violationsAtReset();
    }

    static double rounded(double score) {
        return Math.floor(score * 1e6 + 0.5) / 1e6;
    }

    /** What is left of a score by now. A clock that was set back takes nothing away. */
    static double decayed(double score, double clock, long nowMs, PolicyBook book) {
        return Math.max(0, score - Math.max(0, book.decay().at(nowMs) - clock));
    }

    double scoreNow(long nowMs, PolicyBook book) {
        return decayed(score, clock, nowMs, book);
    }

    @Nullable
    Block blockNow(long nowMs, PolicyBook book) {
        return block == null ? null : block.now(nowMs, book);
    }

    @Nullable
    Ban banNow(long nowMs) {
        return ban != null && ban.activeAt(nowMs) ? ban : null;
    }

    Tier tier(long nowMs, PolicyBook book) {
        double shown = rounded(scoreNow(nowMs, book));
        if (blockNow(nowMs, book) != null) {
            return Tier.BLOCKED;
        }
        return shown >= ScoreRules.WARNING_AT
                ? Tier.WARNING
                : shown >= ScoreRules.CAUTION_AT ? Tier.CAUTION : Tier.NORMAL;
    }

    /** The violations within the last hour since the latest reset. */
    int repeats(long nowMs) {
        long count = made.stream()
                .filter(one -> one.number() > violationsAtReset)
                .filter(one -> one.violation().atMs() > nowMs - HOUR_MS)
                .count();
        return (int) Math.min(MOST_REPEATS, count);
    }

    /** Newest first. */
    List<Violation> history() {
        return made.reversed().stream().limit(HISTORY).map(Made::violation).toList();
    }

    void setScore(double newScore, long nowMs, PolicyBook book) {
        score = newScore;
        clock = book.decay().at(nowMs);
    }

    /** Sets the block if the score is high enough. */
    boolean blockIfDue(long nowMs, PolicyBook book) {
        if (rounded(score) < book.scoreRules().blockAt()) {
            return false;
        }
        block = new ModelBlock(nowMs, blockEnd(nowMs, book));
        return true;
    }

    /** The clock moves on by as much as the score is above the mark; half a unit of the shown score makes it show as below. */
    double blockEnd(long nowMs, PolicyBook book) {
        return book.decay().at(nowMs) + (score - book.scoreRules().unblockBelow()) + 5e-7;
    }

    /** Score, block and limits begin anew; a ban and the history stay. */
    void startAnew(long nowMs, PolicyBook book) {
        setScore(0, nowMs, book);
        block = null;
        meters.clear();
        resetAtMs = nowMs;
        violationsAtReset = violations;
    }

    UserSummary summary(long nowMs, PolicyBook book) {
        Violation latest = made.isEmpty() ? null : made.getLast().violation();
        return new UserSummary(
                id,
                name,
                rounded(scoreNow(nowMs, book)),
                tier(nowMs, book),
                violations,
                latest == null ? null : latest.action(),
                latest == null ? null : latest.atMs(),
                seenAtMs,
                banNow(nowMs),
                blockNow(nowMs, book),
                null);
    }
}
