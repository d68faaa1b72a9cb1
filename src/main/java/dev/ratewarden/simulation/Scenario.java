package dev.ratewarden.simulation;

import java.time.Duration;

/**
 * What is simulated.
 *
 * @param seed equal seeds make equal communities; any number
 * @param warmUp how long the community has lived before somebody looks, simulated time
 * @param moderated whether simulated moderators reset, ban and unban
 */
public record Scenario(long seed, Duration warmUp, boolean moderated) {

    private static final Duration DEMO_WARM_UP = Duration.ofHours(30);

    /** A community that has lived for a day and a quarter, with moderators. */
    public static Scenario demo(long seed) {
        return new Scenario(seed, DEMO_WARM_UP, true);
    }

    /** Checks alone, at once, and nobody who moderates: for a store that others use too. */
    public static Scenario load(long seed) {
        return new Scenario(seed, Duration.ZERO, false);
    }
}
