package dev.ratewarden.moderation;

import org.jspecify.annotations.Nullable;

/**
 * One change of the policies. The latest 100 are kept.
 *
 * @param revision the revision that it made
 * @param atMs when, epoch ms
 * @param operator who, as claimed; {@code code} where a bot added its defaults
 * @param reason why, may be empty
 * @param what {@code <action>}, {@code <action>#shadow}, {@code rules} or {@code enforcement}
 * @param before as JSON; null if there was none
 * @param after as JSON; null if it was removed
 */
public record PolicyRevision(
        long revision,
        long atMs,
        String operator,
        String reason,
        String what,
        @Nullable String before,
        @Nullable String after) {

    /** The operator of defaults that a bot's code added. */
    public static final String CODE = "code";
}
