package dev.ratewarden.limiter;

/**
 * Hears of every check that a limiter does, for metrics. Called on the caller's thread, between the answer and the caller: it must be quick,
 * never block, and be thread-safe. What it throws is logged once a minute and otherwise ignored. Peeks are not told.
 */
public interface LimiterListener {

    /** Does nothing. */
    LimiterListener NONE = new LimiterListener() {};

    /**
     * A check was answered.
     *
     * @param nanos how long it took, without the listener
     */
    default void decided(CheckRequest request, Decision decision, long nanos) {}

    /**
     * A check was not answered: the store was away with nobody to decide meanwhile, refused, or the request cannot be.
     *
     * @param nanos how long it took
     */
    default void failed(CheckRequest request, RuntimeException failure, long nanos) {}
}
