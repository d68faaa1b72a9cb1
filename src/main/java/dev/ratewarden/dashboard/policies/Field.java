package dev.ratewarden.dashboard.policies;

/** What people set of a policy, in the order in which it is shown. */
enum Field {
    ACTION,
    STRATEGY,
    LIMIT,
    WINDOW,
    BURST,
    POINTS,
    ESCALATING,
    CASCADES,
    FLOOR,
    OUTAGE,
    ROLES
}
