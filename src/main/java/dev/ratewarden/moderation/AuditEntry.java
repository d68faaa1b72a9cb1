package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * One action of somebody in charge, as it stands in the audit trail.
 *
 * @param id names the entry, such as {@code 7-42}: shard and sequence; {@code g-3} for what concerns the whole community
 * @param atMs when, epoch ms
 * @param type what was done
 * @param userId to whom; null for what concerns the whole community
 * @param operator by whom, as claimed
 * @param login the store's login that it was done with, which nobody can merely claim; empty where there is none or it may not be asked
 * @param reason why, may be empty
 * @param untilMs end of a ban, an exemption or a grace period, epoch ms; null for good, or for other actions
 * @param scoreBefore the score before it
 * @param scoreAfter the score after it
 * @param detail the text of a note; {@code <action> <limit>} of an override, {@code <policy> <JSON>} of a policy, JSON of score rules,
 *     the position of the switch, each with a dash where it was taken away; null for other actions
 * @param undoes id of the entry that it undid; null if it is no undo
 */
public record AuditEntry(
        String id,
        long atMs,
        Type type,
        @Nullable String userId,
        String operator,
        String login,
        String reason,
        @Nullable Long untilMs,
        double scoreBefore,
        double scoreAfter,
        @Nullable String detail,
        @Nullable String undoes) {

    /** Without a login. */
    public AuditEntry(
            String id,
            long atMs,
            Type type,
            @Nullable String userId,
            String operator,
            String reason,
            @Nullable Long untilMs,
            double scoreBefore,
            double scoreAfter,
            @Nullable String detail,
            @Nullable String undoes) {
        this(id, atMs, type, userId, operator, "", reason, untilMs, scoreBefore, scoreAfter, detail, undoes);
    }

    public enum Type {
        RESET,
        BAN,
        UNBAN,
        EXEMPT,
        UNEXEMPT,
        NOTE,
        OVERRIDE,
        FORGET,
        UNDO,
        /** A policy was set or removed. */
        POLICY,
        /** Thresholds or decay were changed. */
        RULES,
        /** The switch over all policies was turned. */
        ENFORCEMENT
    }
}
