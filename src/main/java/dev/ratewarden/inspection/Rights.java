package dev.ratewarden.inspection;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a login may do under the community's prefix, found out by calls that change nothing.
 *
 * @param login its name; empty if it may not be asked
 */
public record Rights(String login, Set<Right> rights) {

    /** One thing that a login may be allowed to do. */
    public enum Right {
        /** Read the community. */
        READ,
        /** Run scripts that write. */
        CALL,
        /** Change users' records. */
        USERS,
        /** Keep the lanes of checks, and instances. */
        LANES,
        /** Write the audit trail. */
        AUDIT,
        /** Tell other moderators something. */
        HANDOVER,
        /** Set up the keyspace. */
        META,
        /** Ask INFO. */
        INFO,
        /** Read settings. */
        CONFIG,
        /** Ask how much memory a key takes. */
        MEMORY,
        /** Ask for slow moments. */
        LATENCY,
        /** Change the server's settings. */
        ADMINISTER
    }

    /** The role that these rights amount to. */
    public enum Role {
        NONE,
        VIEWER,
        BOT,
        MODERATOR,
        OPERATOR
    }

    public Rights {
        EnumSet<Right> copy = EnumSet.noneOf(Right.class);
        copy.addAll(rights);
        rights = Collections.unmodifiableSet(copy);
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    public Role role() {
        if (!has(Right.READ)) {
            return Role.NONE;
        }
        boolean changes = has(Right.CALL) && has(Right.USERS);
        if (changes && has(Right.LANES) && has(Right.AUDIT) && has(Right.META)) {
            return Role.OPERATOR;
        }
        if (changes && has(Right.AUDIT)) {
            return Role.MODERATOR;
        }
        return changes && has(Right.LANES) ? Role.BOT : Role.VIEWER;
    }
}
