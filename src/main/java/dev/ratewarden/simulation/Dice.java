package dev.ratewarden.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Randomness of one member or process. Its own, so that the order in which others roll changes nothing. Not thread-safe. */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Independent dice for somebody else. */
    Dice split() {
        return new Dice(random.split());
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Both ends included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** Milliseconds from {@code low} to {@code high}. */
    long millis(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /** The time to the next arrival of a Poisson process; at most eight means, so that nobody is lost for good. */
    long waiting(double meanMs) {
        return (long) Math.min(-Math.log(1 - random.nextDouble()) * meanMs, 8 * meanMs);
    }

    long bits(int count) {
        return random.nextLong() >>> (Long.SIZE - count);
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
