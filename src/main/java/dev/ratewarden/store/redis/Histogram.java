package dev.ratewarden.store.redis;

/** Counts times, each to within 1 %. Not thread-safe. */
final class Histogram {

    private static final double STEP = Math.log(1.01);
    private static final int BUCKETS = 3_000;
    private final long[] counts = new long[BUCKETS];
    private long total;

    void add(long nanos) {
        counts[Math.clamp((long) (Math.log(Math.max(1, nanos)) / STEP), 0, BUCKETS - 1)]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** The time, in µs, that this part of all did not exceed; 0 if there are none. */
    double micros(double part) {
        long wanted = (long) Math.ceil(part * total);
        long seen = 0;
        for (int i = 0; i < BUCKETS && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.exp((i + 0.5) * STEP) / 1_000;
            }
        }
        return 0;
    }
}
