package dev.ratewarden.simulation;

/** Something that happens again and again, each time saying when next. Performed by one thread at a time. */
@FunctionalInterface
interface Activity {

    /** Instead of a delay: it is over. */
    long NEVER = -1;

    /**
     * Does it once.
     *
     * @param dueMs when it was due, simulated epoch ms
     * @return ms from {@code dueMs} until the next time, or {@link #NEVER}
     */
    long perform(long dueMs);
}
