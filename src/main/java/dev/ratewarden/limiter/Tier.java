package dev.ratewarden.limiter;

/** How worrying a user is, from the abuse score; BLOCKED while a block lasts, whatever the score. */
public enum Tier {
    NORMAL,
    /** A score of 50 or more: high abuse. */
    CAUTION,
    /** A score of 75 or more. */
    WARNING,
    BLOCKED
}
