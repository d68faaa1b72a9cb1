package dev.ratewarden.dashboard.feed;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import org.jspecify.annotations.Nullable;

/**
 * Which users the table lists.
 *
 * @param active24h only those whose latest violation is at most 24 h old
 * @param tier exactly this tier; null for CAUTION and worse
 * @param bannedOnly only those under a ban, whatever their score unless a tier is given
 */
public record UserFilter(boolean active24h, @Nullable Tier tier, boolean bannedOnly) {

    /** What the table shows at first. */
    public static final UserFilter DEFAULT = new UserFilter(true, null, false);

    /** Everybody that the table can list. */
    public static final UserFilter ALL = new UserFilter(false, null, false);

    public static final long DAY_MS = 24L * 60 * 60 * 1_000;
    private static final int LIMIT = 500;

    public UserFilter withActive24h(boolean value) {
        return new UserFilter(value, tier, bannedOnly);
    }

    public UserFilter withTier(@Nullable Tier value) {
        return new UserFilter(active24h, value, bannedOnly);
    }

    public UserFilter withBannedOnly(boolean value) {
        return new UserFilter(active24h, tier, value);
    }

    /** @param nowMs the store's clock, as last known */
    public UserQuery query(long nowMs) {
        Tier min = tier != null ? tier : bannedOnly ? null : Tier.CAUTION;
        return new UserQuery(min, tier, bannedOnly, active24h ? (Long) (nowMs - DAY_MS) : null, LIMIT);
    }

    /** Whether a user whose state just changed still belongs to the list. */
    public boolean accepts(UserSummary user, long nowMs) {
        Long last = user.lastViolationAtMs();
        boolean active = !active24h || (last != null && last >= nowMs - DAY_MS);
        boolean tierFits = tier != null ? user.tier() == tier : bannedOnly || user.tier() != Tier.NORMAL;
        return active && tierFits && (!bannedOnly || user.ban() != null);
    }
}
