package dev.ratewarden.store;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** What became of a check that was given to the shared store. */
public sealed interface Attempt {

    /**
     * The store decided.
     *
     * @param call the call that did it; null if it was not numbered
     */
    record Answered(CheckOutcome outcome, @Nullable CallId call) implements Attempt {}

    /**
     * The store is away.
     *
     * @param cause how that showed
     * @param call a call that was sent and may have run, or may still; null if none was, so that nothing was and will be decided
     */
    record Unanswered(
            StoreUnavailableException cause, @Nullable CallId call) implements Attempt {}
}
