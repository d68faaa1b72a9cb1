package dev.ratewarden.events;

import java.util.List;

/** How alerts become messages. */
interface WebhookMessages {

    /** How many of these go into one message, at least 1. */
    int fitting(List<SecurityEvent> events);

    /** @param dropped how many before these could not be sent */
    String body(List<SecurityEvent> events, long dropped);
}
