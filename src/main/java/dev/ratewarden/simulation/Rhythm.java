package dev.ratewarden.simulation;

import java.time.Duration;

/**
 * The community's day: busiest two hours after it opens, quietest twelve hours later. Counted from the opening and not from
 * midnight, so that the demo starts in a lively evening at whatever hour it is started.
 *
 * @param openingMs when somebody starts to watch, simulated epoch ms
 */
record Rhythm(long openingMs) {

    private static final double DAY_MS = Duration.ofDays(1).toMillis();
    private static final double PEAK_MS = Duration.ofHours(2).toMillis();
    private static final double SWING = 0.25;

    /** How busy it is, 0.75 to 1.25. */
    double level(long atMs) {
        return 1 + SWING * Math.cos(2 * Math.PI * (atMs - openingMs - PEAK_MS) / DAY_MS);
    }
}
