package dev.ratewarden.inspection;

/**
 * What one instance says of itself.
 *
 * @param version of its program
 * @param journalBacklog checks that it decided without Redis and has not booked there yet
 * @param droppedChecks checks that are missing in the log
 * @param droppedEvents events that are missing
 * @param startedMs when it started, epoch ms
 * @param atMs when it said so, epoch ms
 */
public record InstanceFigures(
        String instance,
        String version,
        long journalBacklog,
        long droppedChecks,
        long droppedEvents,
        long startedMs,
        long atMs) {}
