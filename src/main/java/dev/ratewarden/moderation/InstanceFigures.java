package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * What one long-running bot says of itself with its signs of life.
 *
 * @param instance its name
 * @param beatMs its latest sign of life, epoch ms
 * @param version of its Ratewarden; empty if it did not say
 * @param startedMs when it began, epoch ms; 0 if it did not say
 * @param degradedSinceMs since when it has decided in its own memory and not caught up, epoch ms; null if it has
 * @param journalEntries how many checks it decided without the store and has not booked yet
 * @param journalBytes what they take
 * @param droppedChecks how many checks it could not log since it began
 */
public record InstanceFigures(
        String instance,
        long beatMs,
        String version,
        long startedMs,
        @Nullable Long degradedSinceMs,
        long journalEntries,
        long journalBytes,
        long droppedChecks) {

    /** Two signs of life are 15 seconds apart. */
    public static final long SILENT_MS = 20_000;

    /** Whether its latest sign of life is too old. */
    public boolean isSilent(long nowMs) {
        return nowMs - beatMs > SILENT_MS;
    }

    /** Whether it still books what it decided without the store. */
    public boolean isCatchingUp() {
        return degradedSinceMs != null || journalEntries > 0;
    }
}
