package dev.ratewarden.events;

import java.util.List;

/**
 * What happened after a position.
 *
 * @param events oldest first
 * @param position where to go on
 * @param more whether there is more to read at once
 * @param gap whether events were removed, to make room for newer ones, before they could be read
 * @param unreadable how many entries could not be read, because others wrote or damaged them
 */
public record EventPage(List<SecurityEvent> events, String position, boolean more, boolean gap, long unreadable) {
    public EventPage {
        events = List.copyOf(events);
    }
}
