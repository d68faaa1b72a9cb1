package dev.ratewarden.moderation;

/**
 * A community in figures. The first four are states now; the others are cumulative and never fall.
 *
 * @param usersTracked users entered by a first check or a moderator's action, until retention takes them
 * @param highAbuse users whose score now is 50 or more
 * @param blocked users blocked by their score now, and not exempt
 * @param banned users under a ban now; a user may be blocked as well
 * @param totalViolations enforced denials by a limit, ever
 * @param allowed checks allowed, ever, whatever the reason
 * @param denied checks denied, ever, whatever the reason
 */
public record Statistics(
        long usersTracked,
        long highAbuse,
        long blocked,
        long banned,
        long totalViolations,
        long allowed,
        long denied) {}
