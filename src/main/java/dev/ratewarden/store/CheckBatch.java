package dev.ratewarden.store;

import dev.ratewarden.moderation.LoggedCheck;
import java.util.List;

/**
 * Checks on their way into the log.
 *
 * @param run names this process, random
 * @param number goes up with each batch of a run; the same again if a batch is sent again
 * @param instance whose checks they are
 * @param checks in the order in which they were decided, or nearly
 * @param dropped how many checks could not be logged since the batch before
 * @param maxBytes how much the log may hold in all
 */
public record CheckBatch(
        String run, long number, String instance, List<LoggedCheck> checks, long dropped, long maxBytes) {
    public CheckBatch {
        checks = List.copyOf(checks);
    }
}
