package dev.ratewarden.watch;

import java.time.Duration;

/** A piece of background work that the holder of the lease does now and then, on one thread, for seconds at most. */
public interface Chore {

    /** Such as {@code archive}; for messages. */
    String name();

    /** How long to wait between two runs. */
    Duration every();

    /**
     * Does it. May throw {@link dev.ratewarden.limiter.RatewardenException}; then it is tried again when it is due.
     *
     * @return one line that says what was done, for the log; empty if nothing was
     */
    String run();
}
