package dev.ratewarden.dashboard.users;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserQuery;
import org.jspecify.annotations.Nullable;

/**
 * Which tracked users the page lists.
 *
 * @param tier exactly this tier; null for any
 * @param action only users whose latest violation was of this action; null for any
 * @param where only users whose latest violation was there; empty for anywhere
 */
record UsersFilter(
        @Nullable Tier tier,
        boolean bannedOnly,
        boolean exemptOnly,
        @Nullable String action,
        String where,
        Activity active) {

    /** How long the latest violation may be past. */
    enum Activity {
        EVER(0),
        DAY(1),
        WEEK(7);

        private final int days;

        Activity(int days) {
            this.days = days;
        }

        /** Epoch ms; null for ever. */
        @Nullable
        Long sinceMs(long nowMs) {
            return days == 0 ? null : (Long) (nowMs - days * DAY_MS);
        }
    }

    static final UsersFilter NONE = new UsersFilter(null, false, false, null, "", Activity.EVER);

    private static final long DAY_MS = 24L * 60 * 60 * 1_000;

    UsersFilter withTier(@Nullable Tier now) {
        return new UsersFilter(now, bannedOnly, exemptOnly, action, where, active);
    }

    UsersFilter withBannedOnly(boolean now) {
        return new UsersFilter(tier, now, exemptOnly, action, where, active);
    }

    UsersFilter withExemptOnly(boolean now) {
        return new UsersFilter(tier, bannedOnly, now, action, where, active);
    }

    UsersFilter withAction(@Nullable String now) {
        return new UsersFilter(tier, bannedOnly, exemptOnly, now, where, active);
    }

    UsersFilter withWhere(String now) {
        return new UsersFilter(tier, bannedOnly, exemptOnly, action, now, active);
    }

    UsersFilter withActive(Activity now) {
        return new UsersFilter(tier, bannedOnly, exemptOnly, action, where, now);
    }

    /** @param nowMs the store's clock, as last known */
    UserQuery query(long nowMs) {
        return new UserQuery(
                tier,
                tier,
                bannedOnly,
                active.sinceMs(nowMs),
                exemptOnly,
                action,
                where.isEmpty() ? null : where,
                UserQuery.MAX_LIMIT);
    }
}
