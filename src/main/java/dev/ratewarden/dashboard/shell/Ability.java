package dev.ratewarden.dashboard.shell;

/** What a window may be kept from doing. */
public enum Ability {
    /** Act on users: reset, ban, exempt, note, undo. */
    ACT,
    /** Change policies, rules and the switch. */
    POLICIES,
    /** Tell other moderators something: the pinned note, "I'm on it", reviewed. */
    HAND_OVER
}
