package dev.ratewarden.limiter;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where limits, scores, blocks and bans are kept. Implementations are thread-safe and decide each check in one atomic step on
 * their own clock; all implementations decide alike, to the millisecond.
 */
public interface LimiterStore extends AutoCloseable {

    /**
     * Decides, consumes, counts and records.
     *
     * @throws InvalidRequestException if the cost is over the limit's capacity; nothing is written
     * @throws StoreUnavailableException if the store does not answer
     * @throws StoreException if the store refuses
     */
    CheckOutcome check(CheckRequest request);

    /** The same answer as {@link #check} would give now, but consumes, counts and records nothing. */
    CheckOutcome peek(CheckRequest request);

    /** The policies in force, as this instance knows them. Does no I/O on a hot path; may be some seconds old. */
    PolicyBook policies();

    /**
     * Writes those policies whose action has none yet; one that is already there stays as it is.
     *
     * @param rules written only if none were ever set and no user has a score yet; null to leave them
     * @return the book in force
     */
    PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules);

    /**
     * Remembers display names, by user id, cleaned by {@link Text#displayName}; an empty name is forgotten.
     *
     * @return the ids whose name is kept now; those of users who are not tracked are missing, their names were ignored
     */
    Set<String> describe(Map<String, String> namesById);

    @Override
    void close();
}
