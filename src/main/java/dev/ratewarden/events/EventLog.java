package dev.ratewarden.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that a store keeps. Every method may throw {@link dev.ratewarden.limiter.StoreUnavailableException}. */
public interface EventLog {

    /** The position before the oldest event that is still there. */
    String OLDEST = "";

    /** Those that match, newest first. */
    List<SecurityEvent> events(EventQuery query);

    /**
     * What happened after a position, about {@code limit} events at a time. Following is for one reader that keeps the position: an event
     * that was written meanwhile is never skipped.
     *
     * @param position as the page before said; {@link #OLDEST}; or null for now, which gives an empty page
     * @throws dev.ratewarden.limiter.InvalidRequestException if it is no position
     */
    EventPage follow(@Nullable String position, int limit);

    /**
     * Writes an event that no check and no moderator's action writes.
     *
     * @param event with a time of 0 for the store's now
     * @param once names what happened, such as {@code raid:payment}
     * @param forMs how long no other event of that name is written, whoever tries; 0 to write it in any case
     * @return whether it was written
     */
    boolean record(SecurityEvent event, String once, long forMs);
}
