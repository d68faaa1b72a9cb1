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
 * @param untilMs end of a ban, an exemption or a grace period, epoch ms; null for good, or for other actions
 * @param scoreBefore the score before it
 * @param scoreAfter the score after it
 * @param detail the text of a note, {@code <action> <limit>} of an override (a dash where it was taken away); null for other actions
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
        @Nullable String detail,
        @Nullable String undoes) {

    public enum Type {
        RESET,
        BAN,
        UNBAN,
        EXEMPT,
        UNEXEMPT,
        NOTE,
        OVERRIDE,
        FORGET,
        UNDO
    }
}
