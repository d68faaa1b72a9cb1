package dev.ratewarden.store.model;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.Note;
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

    /** What moderators laid down for the user. */
    record Rulings(
            @Nullable Ban ban,
            @Nullable Exemption exemption,
            @Nullable Note note,
            Map<String, Long> overrides,
            @Nullable Long graceUntilMs) {

        Rulings {
            overrides = Map.copyOf(overrides);
        }
    }

    /** What an undo goes back to. */
    record Before(
            Rulings rulings,
            double score,
            double clock,
            @Nullable ModelBlock block,
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
    Exemption exemption;

    @Nullable
    Note note;

    final Map<String, Long> overrides = new HashMap<>();

    @Nullable
    Long graceUntilMs;

    @Nullable
    Long resetAtMs;

    long violationsAtReset;
    long violations;

    /** Oldest first, never cut. */
    final List<Made> made = new ArrayList<>();

    /** By the key of a policy. */
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
    boolean latestActionLifted;

    ModelUser(String id) {
        this.id = id;
    }

    /** Everything that a check may look at or change. */
    ModelUser copy() {
        ModelUser copy = new ModelUser(id);
        copy.goBackTo(rulings());
        copy.score = score;
        copy.clock = clock;
        copy.block = block;
        copy.resetAtMs = resetAtMs;
        copy.violationsAtReset = violationsAtReset;
        copy.violations = violations;
        copy.made.addAll(made);
        meters.forEach((key, meter) -> copy.meters.put(key, meter.copy()));
        copy.notifyFromMs.putAll(notifyFromMs);
        copy.excessiveAtMs.putAll(excessiveAtMs);
        copy.highScoreEventAtMs = highScoreEventAtMs;
        copy.swallowedEvents = swallowedEvents;
        return copy;
    }

    Rulings rulings() {
        return new Rulings(ban, exemption, note, overrides, graceUntilMs);
    }

    void goBackTo(Rulings rulings) {
        ban = rulings.ban();
        exemption = rulings.exemption();
        note = rulings.note();
        overrides.clear();
        overrides.putAll(rulings.overrides());
        graceUntilMs = rulings.graceUntilMs();
    }

    Before before() {
        return new Before(rulings(), score, clock, block, resetAtMs, violationsAtReset);
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

    @Nullable
    Exemption exemptionNow(long nowMs) {
        return exemption != null && exemption.activeAt(nowMs) ? exemption : null;
    }

    boolean inGrace(long nowMs) {
        return graceUntilMs != null && nowMs < graceUntilMs;
    }

    /** Whether the user may not be dropped, however long ago it was seen. */
    boolean mustStay(long nowMs, PolicyBook book) {
        return note != null
                || !overrides.isEmpty()
                || banNow(nowMs) != null
                || exemptionNow(nowMs) != null
                || blockNow(nowMs, book) != null;
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

    /** The limit that stands for this user now. A trial does not know of the user's own limit. */
    AppliedLimit applied(Policy policy, @Nullable String role, long nowMs, PolicyBook book) {
        Long own = policy.mode() == PolicyMode.SHADOW ? null : overrides.get(policy.action());
        return AppliedLimit.of(
                policy, role, own, scoreNow(nowMs, book), book.scoreRules().blockAt());
    }

    /** What was used of a limit: nothing, if what is kept was used of another strategy or window. Not kept by asking. */
    ModelMeter meter(Policy policy, Limit limit) {
        ModelMeter kept = meters.get(policy.key());
        return kept != null && kept.continues(limit) ? kept : ModelMeter.of(limit);
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

    /** Whether the score is high enough for a block. */
    boolean reachesThreshold(PolicyBook book) {
        return rounded(score) >= book.scoreRules().blockAt();
    }

    /**
     * Where the decay clock stands when a block by this score ends: as far on as the score is above the mark, and half a unit of the
     * shown score, which then shows as below.
     */
    static double blockEnd(double scoreNow, long nowMs, PolicyBook book) {
        return book.decay().at(nowMs) + (scoreNow - book.scoreRules().unblockBelow()) + 5e-7;
    }

    /** Score, block and limits begin anew, and a grace period ends; a ban and the history stay. */
    void startAnew(long nowMs, PolicyBook book) {
        setScore(0, nowMs, book);
        block = null;
        meters.clear();
        resetAtMs = nowMs;
        violationsAtReset = violations;
        graceUntilMs = null;
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
                exemptionNow(nowMs));
    }
}
