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

    /** Users in tiers and on the allow-list, counted by the store; null where it could not count all. */
    public record Asked(
            @Nullable Long caution,
            @Nullable Long warning,
            @Nullable Long exempt) {}

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
            default -> normal(asked.caution(), asked.warning());
        };
    }

    /** Counted at two moments, and so perhaps a few too many. */
    private @Nullable Long normal(@Nullable Long caution, @Nullable Long warning) {
        return caution == null || warning == null
                ? null
                : (Long) Math.max(0, statistics.usersTracked() - caution - warning - statistics.blocked());
    }

    @Nullable
    Long exempt() {
        return asked == null ? null : asked.exempt();
    }
}
