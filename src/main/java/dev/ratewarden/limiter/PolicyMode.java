package dev.ratewarden.limiter;

/** Whether a policy decides, or is only on trial. */
public enum PolicyMode {
    /** It denies what is over its limit. */
    ENFORCE,
    /** It runs beside the enforced policy of its action, with use of its own, and only counts what it would have denied. */
    SHADOW
}
