package dev.ratewarden.store;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.PolicyBook;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides in this process's memory while the shared store is away, by the same rules. Thread-safe. */
public interface LocalDecider {

    /**
     * Decides, consumes and remembers.
     *
     * @throws dev.ratewarden.limiter.InvalidRequestException if the cost is over the limit's capacity; nothing is remembered
     */
    LocalAnswer check(CheckRequest request, Situation situation);

    /** The same answer, but consumes and remembers nothing. */
    CheckOutcome peek(CheckRequest request, Situation situation);

    /** The shared store is back: users are taken from the situation again when they come next. What they used of limits is kept. */
    void handBack();

    /**
     * @param outcome the answer
     * @param wouldDeny whether a limit on trial would have denied it
     */
    record LocalAnswer(CheckOutcome outcome, boolean wouldDeny) {}

    /**
     * What is known while the shared store is away.
     *
     * @param book the policies
     * @param nowMs the time, epoch ms on the shared store's clock as far as it is known
     * @param instances among how many instances limits are divided
     * @param rank how many of them stand before this one: where a limit is smaller than the number of instances, the last get nothing
     * @param known what was known of a user when the store went away; null if it was of no importance
     */
    record Situation(
            PolicyBook book, long nowMs, int instances, int rank, Function<String, @Nullable UserRecord> known) {}
}
