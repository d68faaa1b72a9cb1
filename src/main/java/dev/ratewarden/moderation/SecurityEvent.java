package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened: a check noticed it, or an instance did.
 *
 * @param atMs when, epoch ms
 * @param type such as {@code RATE_LIMIT_EXCEEDED_PACK_CREATE}, {@code EXCESSIVE_PAYMENT_ATTEMPTS}, {@code USER_AUTO_BLOCKED},
 *     {@code HIGH_ABUSE_SCORE_LIMIT}
 * @param severity how urgent
 * @param userId whom it is about; null if no single user
 * @param action what was asked for; null if nothing
 * @param where the guild or channel; null if the bot named none
 * @param score the user's score then
 * @param folded how many like it, not written since the last one of its kind about this user, it stands for; 0 for none
 */
public record SecurityEvent(
        long atMs,
        String type,
        Severity severity,
        @Nullable String userId,
        @Nullable String action,
        @Nullable String where,
        double score,
        long folded) {

    public enum Severity {
        INFO,
        WARNING,
        CRITICAL,
        EMERGENCY
    }
}
