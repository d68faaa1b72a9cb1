package dev.ratewarden.limiter;

/** Why a check was allowed or denied. */
public enum Reason {
    /** Within the limit. */
    ALLOWED(true),
    /** On the allow-list; no limit was consumed. */
    EXEMPT(true),
    /** The action has no policy, or all policies are switched off. */
    UNPOLICED(true),
    /** Allowed, but a policy on trial would have denied it, or all policies and blocks are only on trial. */
    SHADOWED(true),
    /** Over the limit: a violation. */
    LIMITED(false),
    /** Blocked by the abuse score. */
    BLOCKED(false),
    /** Banned by a moderator. */
    BANNED(false),
    /** Denied because the store was away and the policy says to deny then. */
    OUTAGE(false);

    private final boolean allows;

    Reason(boolean allows) {
        this.allows = allows;
    }

    public boolean allows() {
        return allows;
    }
}
