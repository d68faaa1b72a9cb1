package dev.ratewarden.limiter;

/** The community's switch over all policies at once. Bans and exemptions hold whatever it says. */
public enum Enforcement {
    /** Policies decide as they say. */
    ENFORCE,
    /** Limits are measured and consumed, but what they or a block would deny is allowed as {@link Reason#SHADOWED} and scores nothing. */
    SHADOW,
    /** Limits and blocks are not looked at; everything is allowed as {@link Reason#UNPOLICED}. */
    OFF
}
