package dev.ratewarden.moderation;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Which logged checks to list, newest first.
 *
 * @param userId of this user; null for any
 * @param action of this action; null for any
 * @param sinceMs not before this, epoch ms; null for any
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record CheckQuery(
        @Nullable String userId,
        @Nullable String action,
        @Nullable Long sinceMs,
        int limit) {

    public static final int MAX_LIMIT = 100_000;

    /** @throws InvalidRequestException naming what cannot be */
    public CheckQuery {
        if (userId != null) {
            Inputs.userId(userId);
        }
        if (action != null) {
            Inputs.action(action);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit %d: must be 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }

    /** The latest of all. */
    public static CheckQuery latest(int limit) {
        return new CheckQuery(null, null, null, limit);
    }

    public boolean matches(LoggedCheck check) {
        return (userId == null || userId.equals(check.userId()))
                && (action == null || action.equals(check.action()))
                && (sinceMs == null || check.atMs() >= sinceMs);
    }
}
