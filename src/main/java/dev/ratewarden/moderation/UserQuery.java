package dev.ratewarden.moderation;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Which users to list: highest score first, equal scores by latest violation, then by id. A query without a tier and not for the
 * banned lists every tracked user.
 *
 * @param minTier this tier and worse; null for any
 * @param maxTier this tier and better; null for any
 * @param bannedOnly only users under a ban now
 * @param activeSinceMs only users whose latest violation is not before this, epoch ms; null for any
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record UserQuery(
        @Nullable Tier minTier,
        @Nullable Tier maxTier,
        boolean bannedOnly,
        @Nullable Long activeSinceMs,
        int limit) {

    public static final int MAX_LIMIT = 1_000;

    public UserQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit %d: must be 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }

    /** CAUTION and worse: the dashboard's table. */
    public static UserQuery highAbuse(int limit) {
        return new UserQuery(Tier.CAUTION, null, false, null, limit);
    }

    public static UserQuery all(int limit) {
        return new UserQuery(null, null, false, null, limit);
    }

    public static UserQuery banned(int limit) {
        return new UserQuery(null, null, true, null, limit);
    }

    /** Exactly this tier. */
    public static UserQuery tier(Tier tier, int limit) {
        return new UserQuery(tier, tier, false, null, limit);
    }
}
