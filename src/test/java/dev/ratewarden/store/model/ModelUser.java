package dev.ratewarden.store.model;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
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

    /** What an undo goes back to. */
    record Before(
            double score,
            long scoreAtMs,
            @Nullable Block block,
            @Nullable Ban ban,
            @Nullable Long resetAtMs,
            long violationsAtReset) {}

    final String id;

    @Nullable
    String name;

    long seenAtMs;

    double score;
    long scoreAtMs;

    @Nullable
    Block block;

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
        return new Before(score, scoreAtMs, block, ban, resetAtMs, violationsAtReset);
    }

    private void restore(Before before) {
        score = before.score();
        scoreAtMs = before.scoreAtMs();
        block = before.block();
        ban = before.ban();
        resetAtMs = before.resetAtMs();
        violationsAtReset = before.violationsAtReset();
    }

    static double rounded(double score) {
        return Math.floor(score * 1e6 + 0.5) / 1e6;
    }

    static double decayed(double score, long atMs, long nowMs, ScoreRules rules) {
        return Math.max(0, score - rules.decayPerHour() * Math.max(0, nowMs - atMs) / 3_600_000.0);
    }

    double scoreNow(long nowMs, ScoreRules rules) {
        return decayed(score, scoreAtMs, nowMs, rules);
    }

    @Nullable
    Block blockNow(long nowMs) {
        return block != null && block.activeAt(nowMs) ? block : null;
    }

    @Nullable
    Ban banNow(long nowMs) {
        return ban != null && ban.activeAt(nowMs) ? ban : null;
    }

    Tier tier(long nowMs, ScoreRules rules) {
        double shown = rounded(scoreNow(nowMs, rules));
        if (blockNow(nowMs) != null) {
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

    void setScore(double newScore, long nowMs) {
        score = newScore;
        scoreAtMs = nowMs;
    }

    /** Sets the block if the score is high enough. */
    boolean blockIfDue(long nowMs, ScoreRules rules) {
        if (rounded(score) < rules.blockAt()) {
            return false;
        }
        block = new Block(nowMs, blockedUntil(nowMs, rules));
        return true;
    }

    @Nullable
    Long blockedUntil(long nowMs, ScoreRules rules) {
        if (rules.decayPerHour() == 0) {
            return null;
        }
        double lasts = Math.floor((score - rules.unblockBelow() + 5e-7) * 3_600_000 / rules.decayPerHour()) + 1;
        return nowMs + lasts > 9e15 ? null : nowMs + (long) lasts;
    }

    /** Score, block and limits begin anew; a ban and the history stay. */
    void startAnew(long nowMs) {
        setScore(0, nowMs);
        block = null;
        meters.clear();
        resetAtMs = nowMs;
        violationsAtReset = violations;
    }

    UserSummary summary(long nowMs, ScoreRules rules) {
        Violation latest = made.isEmpty() ? null : made.getLast().violation();
        return new UserSummary(
                id,
                name,
                rounded(scoreNow(nowMs, rules)),
                tier(nowMs, rules),
                violations,
                latest == null ? null : latest.action(),
                latest == null ? null : latest.atMs(),
                seenAtMs,
                banNow(nowMs),
                blockNow(nowMs),
                null);
    }
}
