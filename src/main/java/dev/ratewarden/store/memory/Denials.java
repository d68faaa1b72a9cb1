package dev.ratewarden.store.memory;

import org.jspecify.annotations.Nullable;

/** What is remembered of a user's denials of one action. Guarded by the user's monitor. */
final class Denials {

    /** How many violations of the action are in the history. */
    int inHistory;

    /** When the latest EXCESSIVE event was written. */
    @Nullable
    Long excessiveAtMs;

    /** When the user may be told again that it is denied. */
    long notifyFromMs = Long.MIN_VALUE;
}
