package dev.ratewarden.dashboard.parts;

import org.jspecify.annotations.Nullable;

/**
 * What the line of a score needs besides its user.
 *
 * @param decayPerHour points that the score loses an hour now
 * @param beganMs since when the store keeps anything, epoch ms by its clock; null if nobody knows
 */
public record ScoreTerms(double decayPerHour, @Nullable Long beganMs) {

    /** Not before the store began. */
    public long known(long fromMs) {
        return beganMs == null ? fromMs : Math.max(fromMs, beganMs);
    }
}
