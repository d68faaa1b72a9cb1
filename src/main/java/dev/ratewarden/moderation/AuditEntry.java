package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * One moderator's action, as it stands in the audit trail.
 *
 * @param id names the entry, such as {@code 7-42}: shard and sequence
 * @param atMs when, epoch ms
 * @param type what was done
 * @param userId to whom
 * @param operator by whom, as claimed
 * @param reason why, may be empty
 * @param untilMs end of a ban, epoch ms; null for good, or not a ban
 * @param scoreBefore the score before it
 * @param scoreAfter the score after it
 * @param undoes id of the entry that it undid; null if it is no undo
 */
public record AuditEntry(
        String id,
        long atMs,
        Type type,
        String userId,
        String operator,
        String reason,
        @Nullable Long untilMs,
        double scoreBefore,
        double scoreAfter,
        @Nullable String undoes) {

    public enum Type {
        RESET,
        BAN,
        UNBAN,
        UNDO
    }
}
