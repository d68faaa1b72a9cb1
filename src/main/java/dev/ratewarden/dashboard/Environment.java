package dev.ratewarden.dashboard;

/** What a community is for; the badge says it, so that nobody acts on the wrong one. */
public enum Environment {
    /** Simulated: nothing is real. */
    DEMO,
    TEST,
    STAGING,
    PRODUCTION,
    /** The operator has not said; no badge. */
    UNSTATED
}
