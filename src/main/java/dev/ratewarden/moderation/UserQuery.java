package dev.ratewarden.moderation;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Tier;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which users to list, in the order of {@link #ORDER}. A query without a tier and not for the banned lists every tracked user.
 *
 * @param minTier this tier and worse; null for any
 * @param maxTier this tier and better; null for any
 * @param bannedOnly only users under a ban now
 * @param activeSinceMs only users whose latest violation is not before this, epoch ms; null for any
 * @param exemptOnly only users on the allow-list now
 * @param action only users whose latest violation was of this action; null for any
 * @param where a part of where the latest violation was (guild or channel), in letters A to Z of either case; null for anywhere
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record UserQuery(
        @Nullable Tier minTier,
        @Nullable Tier maxTier,
        boolean bannedOnly,
        @Nullable Long activeSinceMs,
        boolean exemptOnly,
        @Nullable String action,
        @Nullable String where,
        int limit) {

    public static final int MAX_LIMIT = 1_000;

    /** Highest score first, then latest violation (while there is a score), then last seen, then id: a total order. */
    public static final Comparator<UserSummary> ORDER = Comparator.comparingDouble(UserSummary::score)
            .reversed()
            .thenComparing(UserQuery::violationWhileScored, Comparator.reverseOrder())
            .thenComparing(UserSummary::lastSeenAtMs, Comparator.reverseOrder())
            .thenComparing(UserSummary::id);

    public UserQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidRequestException("limit %d: must be 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }

    /** Exempt or not, whatever and wherever the latest violation was. */
    public UserQuery(
            @Nullable Tier minTier,
            @Nullable Tier maxTier,
            boolean bannedOnly,
            @Nullable Long activeSinceMs,
            int limit) {
        this(minTier, maxTier, bannedOnly, activeSinceMs, false, null, null, limit);
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

    /** Whether this row answers the query, as far as it tells: it does not tell where its latest violation was. */
    public boolean matches(UserSummary user) {
        return (minTier == null || user.tier().compareTo(minTier) >= 0)
                && (maxTier == null || user.tier().compareTo(maxTier) <= 0)
                && (!bannedOnly || user.ban() != null)
                && (!exemptOnly || user.exemption() != null)
                && (action == null || action.equals(user.lastAction()))
                && (activeSinceMs == null
                        || (user.lastViolationAtMs() != null && user.lastViolationAtMs() >= activeSinceMs));
    }

    /**
     * The rest of {@link #matches}.
     *
     * @param latest where the latest violation was; null where that was not told, or there was none
     */
    public boolean matchesPlace(@Nullable String latest) {
        return where == null || (latest != null && lowered(latest).contains(lowered(where)));
    }

    /** As Lua lowers it in Redis, which knows no other letters. */
    private static String lowered(String place) {
        StringBuilder lowered = new StringBuilder(place);
        for (int i = 0; i < lowered.length(); i++) {
            char letter = lowered.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                lowered.setCharAt(i, (char) (letter + ('a' - 'A')));
            }
        }
        return lowered.toString();
    }

    private static long violationWhileScored(UserSummary user) {
        return user.score() > 0 && user.lastViolationAtMs() != null ? user.lastViolationAtMs() : Long.MIN_VALUE;
    }
}
