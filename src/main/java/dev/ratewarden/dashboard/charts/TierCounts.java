package dev.ratewarden.dashboard.charts;

import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * How many users are in each tier now, and how many are banned or exempt.
 *
 * @param asked what is not among the statistics; null if it is not known
 */
public record TierCounts(Statistics statistics, @Nullable Asked asked) {

    /** Users in tiers and on the allow-list, counted by the store. */
    public record Asked(long caution, long warning, long exempt) {}

    /** Null where it is not known. */
    @Nullable
    Long of(Tier tier) {
        if (tier == Tier.BLOCKED) {
            return statistics.blocked();
        }
        if (asked == null) {
            return null;
        }
        return switch (tier) {
            case CAUTION -> asked.caution();
            case WARNING -> asked.warning();
            // Counted at two moments, and so perhaps a few too many.
            default ->
                Math.max(0, statistics.usersTracked() - asked.caution() - asked.warning() - statistics.blocked());
        };
    }

    @Nullable
    Long exempt() {
        return asked == null ? null : (Long) asked.exempt();
    }
}
