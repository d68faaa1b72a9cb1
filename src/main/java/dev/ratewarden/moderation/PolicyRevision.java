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

    /** Its entry in the audit trail. */
    public AuditEntry audited(String id, String login) {
        AuditEntry.Type type = switch (what) {
            case "rules" -> AuditEntry.Type.RULES;
            case "enforcement" -> AuditEntry.Type.ENFORCEMENT;
            default -> AuditEntry.Type.POLICY;
        };
        String now = after == null ? "-" : type == AuditEntry.Type.ENFORCEMENT ? after.replace("\"", "") : after;
        String detail = type == AuditEntry.Type.POLICY ? what + ' ' + now : now;
        return new AuditEntry(id, atMs, type, null, operator, login, reason, null, 0, 0, detail, null);
    }
}
