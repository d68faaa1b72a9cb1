package dev.ratewarden.simulation;

import java.time.Duration;

/** Lets people join, fewer the more have joined: whoever was tracked stays tracked for weeks, and the demo may run for days. */
final class Newcomers implements Activity {

    private static final int AT_MOST = 45;
    private static final double MEAN_GAP_MS = Duration.ofMinutes(50).toMillis();

    private final Community community;
    private final Population population;
    private final Dice dice;
    private int joined;

    Newcomers(Community community, Population population, Dice dice) {
        this.community = community;
        this.population = population;
        this.dice = dice;
    }

    @Override
    public long perform(long dueMs) {
        if (joined > 0) {
            community.join(population.newcomer(), dueMs);
        }
        joined++;
        return joined > AT_MOST ? NEVER : dice.waiting(MEAN_GAP_MS * AT_MOST / (AT_MOST + 1 - joined));
    }
}
