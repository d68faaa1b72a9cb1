package dev.ratewarden.events;

import java.util.List;

/**
 * Takes events to somewhere: a file, a log, a chat. Used by one thread of its own at a time, behind a bounded queue, so that it may take its
 * time; see {@link EventPump}.
 */
public interface EventSink extends AutoCloseable {

    /** For messages, such as {@code webhook discord.com}. Holds no secret. */
    String name();

    /**
     * Takes events on, oldest first. What it throws counts as having lost all of them, and is logged.
     *
     * @param dropped how many before these never reached this sink since the last call, because its queue was full
     * @return how many of these it gave up
     * @throws InterruptedException if it is to end; what was not taken on by then is lost
     */
    int accept(List<SecurityEvent> events, long dropped) throws InterruptedException;

    @Override
    default void close() {}
}
