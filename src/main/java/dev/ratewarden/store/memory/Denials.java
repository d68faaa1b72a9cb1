package dev.ratewarden.store.memory;

import org.jspecify.annotations.Nullable;

/** What is remembered of a user's denials of one action, and the next one of the same user. Guarded by the user's monitor. */
final class Denials {

    private static final long NEVER = Long.MIN_VALUE;

    final String action;
    final @Nullable Denials next;

    /** How many violations of the action are in the history. */
    int inHistory;

    private long excessiveAtMs = NEVER;
    private long notifyFromMs = NEVER;

    Denials(String action, @Nullable Denials next) {
        this.action = action;
        this.next = next;
    }

    /** Whether an EXCESSIVE event was written within so many ms. */
    boolean saidToBeExcessive(long nowMs, long withinMs) {
        return excessiveAtMs != NEVER && nowMs - excessiveAtMs < withinMs;
    }

    void excessiveSaid(long nowMs) {
        excessiveAtMs = nowMs;
    }

    /** Whether the user may be told that it is denied. */
    boolean mayBeTold(long nowMs) {
        return nowMs >= notifyFromMs;
    }

    /** @param untilMs {@link Long#MAX_VALUE} for good */
    void told(long untilMs) {
        notifyFromMs = untilMs;
    }

    void letBeTold() {
        notifyFromMs = NEVER;
    }
}
