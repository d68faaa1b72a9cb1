package dev.ratewarden.limiter;

/**
 * Hears when an instance loses the shared store and decides on its own, and when it is back. Each is said once. Called on a background
 * thread, never on that of a check; what it throws is logged and otherwise ignored.
 */
public interface OutageListener {

    /** Does nothing. */
    OutageListener NONE = new OutageListener() {};

    /**
     * From now on decisions are {@link Decision#degraded() degraded}.
     *
     * @param atMs when it began, epoch ms
     * @param cause how it showed
     */
    default void entered(long atMs, String cause) {}

    /**
     * The shared store decides again.
     *
     * @param fromMs when it had begun, epoch ms
     * @param untilMs when it ended
     * @param checks how many checks were decided meanwhile; each is booked in the shared store once
     */
    default void left(long fromMs, long untilMs, long checks) {}
}
