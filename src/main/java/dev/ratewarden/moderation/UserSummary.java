package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Block;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Tier;
import org.jspecify.annotations.Nullable;

/**
 * One row about a user, as of the snapshot's {@code nowMs}.
 *
 * @param id the user's id, exactly as the bot gave it
 * @param name display name, cleaned; null if none is known
 * @param score the abuse score now, decayed, rounded to 1e-6
 * @param tier the tier now
 * @param violations violations ever
 * @param lastAction the action of the latest violation; null if there was none
 * @param lastViolationAtMs null if there was none
 * @param lastSeenAtMs the latest check or moderator's action
 * @param ban the ban in force now; null if there is none
 * @param block the block in force now; null if there is none
 * @param exemption the exemption in force now; null if there is none
 */
public record UserSummary(
        String id,
        @Nullable String name,
        double score,
        Tier tier,
        long violations,
        @Nullable String lastAction,
        @Nullable Long lastViolationAtMs,
        long lastSeenAtMs,
        @Nullable Ban ban,
        @Nullable Block block,
        @Nullable Exemption exemption) {}
