package dev.ratewarden.limiter;

/** What happens to an action's checks while the shared store is away, unless a ban or an exemption decides. */
public enum OnOutage {
    /** Decide in the memory of the instance, which takes its share of the limit. */
    LOCAL,
    /** Deny: for what must never be done twice, such as payments. */
    CLOSED,
    /** Allow. */
    OPEN
}
