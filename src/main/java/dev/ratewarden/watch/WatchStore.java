package dev.ratewarden.watch;

import dev.ratewarden.events.EventLog;
import dev.ratewarden.limiter.OutageListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store offers to whoever does a community's background work. One at a time has the lease; everything but {@link #lease} is refused
 * to others. Every method may throw {@link dev.ratewarden.limiter.StoreUnavailableException}.
 */
public interface WatchStore extends EventLog {

    /**
     * Takes the lease if nobody has it, or keeps it.
     *
     * @param holder a name that no other process has
     * @param forMs how long it lasts unless it is kept, ms
     */
    Lease lease(String holder, long forMs);

    /**
     * Keeps how far the events were read, for the next holder.
     *
     * @return false if somebody else has the lease
     */
    boolean moved(String holder, String position);

    /** Counts events that sinks lost, for those who look at the store's figures. */
    default void lost(long events) {}

    /** Gives the lease back; no harm if it was lost. */
    void release(String holder);

    /**
     * Decides which alerts are sent: the same at most once in a while, whoever had the lease before. One that was decided and is asked
     * for again, by its time, is not sent and not counted.
     *
     * @param forMs how long one is not repeated
     * @return for each, in their order, {@link #FOLDED} or how many were folded since the last that was sent; empty if somebody else has
     *     the lease
     */
    List<Long> fold(String holder, List<Alert> alerts, long forMs);

    /** An alert that is not to be sent. */
    long FOLDED = -1;

    /**
     * Looks whether indexes and records of some users agree, and puts the indexes right.
     *
     * @param after where the walk stands, as the call before said; null to begin
     * @param limit about how many users to look at
     */
    Repair repair(@Nullable String after, int limit);

    /** Under which this process's own outages are told in the store; null if they are not. */
    default @Nullable String instance() {
        return null;
    }

    /** Hears of this process's own outages from now on, beside any other listener; only where {@link #instance} is not null. */
    default void onOutage(OutageListener listener) {}

    /** Tells that listener no more. */
    default void offOutage(OutageListener listener) {}

    /**
     * The lease as it stands.
     *
     * @param held whether the caller has it
     * @param holder who has it
     * @param position how far the events were read; empty if nobody did yet
     * @param nowMs the store's clock, epoch ms
     */
    record Lease(boolean held, String holder, String position, long nowMs) {}

    /**
     * Something that somebody should hear of.
     *
     * @param about the same text for alerts that are folded
     * @param atMs when it happened, epoch ms
     */
    record Alert(String about, long atMs) {}

    /**
     * What became of a part of the indexes.
     *
     * @param added entries that were missing
     * @param removed entries of users of whom nothing is known
     * @param next where to go on; null at the end
     */
    record Repair(long added, long removed, @Nullable String next) {}
}
