package dev.ratewarden.store;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.moderation.Note;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a user beyond its history and what it used of its limits. Immutable.
 *
 * @param userId the user
 * @param score the abuse score when the decay clock showed {@code scoreClock}, unrounded
 * @param scoreClock a reading of the decay clock, in points
 * @param violations violations ever
 * @param lastViolationAtMs the latest violation, epoch ms; null if there was none
 * @param lastAction its action; null if there was none
 * @param resetAtMs the latest reset, epoch ms; null if there was none
 * @param blockedAtMs since when the user is blocked, epoch ms; null if it is not
 * @param blockEnd the reading of the decay clock up to which the block is in force; without meaning if there is none
 * @param recentMs times of the violations since the latest reset, newest first; those older than an hour may be missing
 * @param ban the latest ban, perhaps ended; null if there is none
 * @param exemption the latest exemption, perhaps ended; null if there is none
 * @param graceUntilMs until when violations add nothing, epoch ms; null if they do
 * @param overrides the user's own limits, by action
 * @param note what moderators noted; null if nothing
 * @param name the display name; null if none is known
 * @param seenAtMs the latest check or moderator's action, epoch ms
 * @param moderationRevision grows by one with every moderator's action on this user
 */
public record UserRecord(
        String userId,
        double score,
        double scoreClock,
        long violations,
        @Nullable Long lastViolationAtMs,
        @Nullable String lastAction,
        @Nullable Long resetAtMs,
        @Nullable Long blockedAtMs,
        double blockEnd,
        List<Long> recentMs,
        @Nullable Ban ban,
        @Nullable Exemption exemption,
        @Nullable Long graceUntilMs,
        Map<String, Long> overrides,
        @Nullable Note note,
        @Nullable String name,
        long seenAtMs,
        long moderationRevision) {

    public UserRecord {
        recentMs = List.copyOf(recentMs);
        overrides = Map.copyOf(overrides);
    }

    /** Whether somebody must remember this user: it has a score, a block, or something that a moderator set. */
    public boolean matters(double nowClock) {
        return ban != null
                || exemption != null
                || graceUntilMs != null
                || note != null
                || blockedAtMs != null
                || !overrides.isEmpty()
                || AbuseScore.rounded(AbuseScore.decayed(score, scoreClock, nowClock)) > 0;
    }
}
