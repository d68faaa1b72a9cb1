package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are asked for.
 *
 * @param userId those on this user alone; null for any
 * @param sinceMs none before, epoch ms; null for any
 * @param limit at most so many, the newest
 */
public record AuditQuery(@Nullable String userId, @Nullable Long sinceMs, int limit) {

    public boolean matches(AuditEntry entry) {
        return (userId == null || userId.equals(entry.userId())) && (sinceMs == null || entry.atMs() >= sinceMs);
    }
}
